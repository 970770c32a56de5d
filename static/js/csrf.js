// Signing in again in another tab changes the token: the cookie holds the one that counts now.
export const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";

export const freshen = (form) => {
  const field = form.elements.csrfmiddlewaretoken;
  if (field && token()) field.value = token();
};
