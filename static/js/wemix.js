// What the pages do beyond links and forms. Each module looks for its own data- attributes and does nothing else.
import "./menus.js";
import "./waiting.js";
import "./drafts.js";
import "./unsent.js";
import "./back.js";
import "./once.js";
import "./confirm.js";
import "./copy.js";
