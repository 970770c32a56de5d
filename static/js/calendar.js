// Where a month or a year is wider than the screen, each building is shown from just before today on.
for (const frame of document.querySelectorAll(".calendar-scroll")) {
  const today = frame.querySelector(".today");
  if (!today) continue;
  frame.scrollLeft = today.offsetLeft - today.offsetWidth - frame.querySelector("th.calendar-place").offsetWidth;
}
