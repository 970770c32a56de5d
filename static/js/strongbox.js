// What waits on this device: sealed with the key of whoever is signed in, so that nobody else reads it, and numbered,
// so that it goes out in the order in which it came in.
const STORE = "waiting";

const open = () =>
  new Promise((resolve, reject) => {
    const asked = indexedDB.open("wemix", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "id", autoIncrement: true });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });

async function inStore(mode, act) {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const step = database.transaction(STORE, mode);
      const asked = act(step.objectStore(STORE));
      step.oncomplete = () => resolve(asked.result);
      step.onerror = step.onabort = () => reject(step.error);
    });
  } finally {
    database.close();
  }
}

export const wipe = () => inStore("readwrite", (store) => store.clear());

export class Strongbox {
  static async of(key) {
    const bytes = Uint8Array.from(atob(key), (letter) => letter.charCodeAt(0));
    const box = new Strongbox();
    box.key = await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
    const print = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    box.author = btoa(String.fromCharCode(...print.slice(0, 12))); // whose it is, without saying who
    return box;
  }

  // head: what JSON can say; body: bytes. `at` stands outside, so that what is too old goes without being read.
  async put(head, body = new ArrayBuffer(0), at = Date.now(), id) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const words = new TextEncoder().encode(JSON.stringify(head));
    const whole = new Blob([new Uint32Array([words.length]), words, body]);
    const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, this.key, await whole.arrayBuffer());
    const item = { author: this.author, at, iv, sealed, ...(id && { id }) };
    return inStore("readwrite", (store) => store.put(item));
  }

  async mine() {
    const items = await inStore("readonly", (store) => store.getAll());
    return Promise.all(items.filter((item) => item.author === this.author).map((item) => this.unseal(item)));
  }

  async unseal({ id, at, iv, sealed }) {
    const whole = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, this.key, sealed);
    const [length] = new Uint32Array(whole, 0, 1);
    const head = JSON.parse(new TextDecoder().decode(new Uint8Array(whole, 4, length)));
    return { id, at, head, body: whole.slice(4 + length) };
  }

  drop(id) {
    return inStore("readwrite", (store) => store.delete(id));
  }

  async holdsOthers() {
    const items = await inStore("readonly", (store) => store.getAll());
    return items.some((item) => item.author !== this.author);
  }

  // Others' that are too old: of one's own it is said first.
  async dropOthersBefore(moment) {
    const items = await inStore("readonly", (store) => store.getAll());
    const old = items.filter((item) => item.author !== this.author && item.at < moment);
    await Promise.all(old.map((item) => this.drop(item.id)));
  }
}
