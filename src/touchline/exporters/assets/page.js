(() => {
  "use strict";

  const STEP = 1.2;
  const LEAST = 0.1;
  const MOST = 6;
  const MARGIN = 40;
  const SMALLEST_READABLE = 0.6;

  const find = (id) => document.getElementById(id);
  const body = document.body;
  const desk = find("desk");
  const picture = desk.querySelector("svg");
  const card = find("details");
  const width = picture.viewBox.baseVal.width;
  const height = picture.viewBox.baseVal.height;
  const isRightToLeft = document.documentElement.dir === "rtl";
  const percent = new Intl.NumberFormat(document.documentElement.lang, {
    style: "percent",
    maximumFractionDigits: 0,
  });
  let scale = 1;

  body.classList.add("scripted");

  // Zoom keeps the point under the pointer (or the middle) where it is.
  function zoomTo(wanted, clientX, clientY) {
    const box = desk.getBoundingClientRect();
    const x = clientX === undefined ? box.left + box.width / 2 : clientX;
    const y = clientY === undefined ? box.top + box.height / 2 : clientY;
    const before = picture.getBoundingClientRect();
    const across = (x - before.left) / before.width;
    const down = (y - before.top) / before.height;
    scale = Math.min(MOST, Math.max(LEAST, wanted));
    picture.setAttribute("width", String(width * scale));
    picture.setAttribute("height", String(height * scale));
    const after = picture.getBoundingClientRect();
    desk.scrollLeft += after.left + across * after.width - x;
    desk.scrollTop += after.top + down * after.height - y;
    find("zoom-level").textContent = percent.format(scale);
    letGo();
  }

  function scaleToFit() {
    return Math.min(
      (desk.clientWidth - MARGIN) / width,
      (desk.clientHeight - MARGIN) / height,
      1,
    );
  }

  // A wide map opens at its first stage and readable, rather than whole and tiny.
  function open() {
    const toWidth = (desk.clientWidth - MARGIN) / width;
    zoomTo(Math.min(1, Math.max(SMALLEST_READABLE, toWidth)));
    desk.scrollTop = 0;
    desk.scrollLeft = isRightToLeft ? desk.scrollWidth : 0;
  }

  const VIEWS = ["picture", "table", "outline"];

  function show(view) {
    for (const each of VIEWS) {
      body.classList.toggle(each, each === view);
      find(`show-${each}`).setAttribute("aria-pressed", String(each === view));
    }
    letGo();
  }

  // Details: a card beside what the pointer rests on or the keyboard reached; Escape puts it away.
  let shown = null;
  let isKept = false;

  function letGo() {
    card.hidden = true;
    card.classList.remove("kept");
    if (shown) shown.removeAttribute("aria-describedby");
    shown = null;
    isKept = false;
  }

  // The first line of the details is a shorter name of the same thing, where there is one.
  function contentOf(group) {
    const name = group.getAttribute("aria-label") || "";
    const lines = (group.dataset.details || "").split("\n").filter(Boolean);
    const isNamed = lines.length > 0 && name.startsWith(lines[0]);
    return isNamed ? [lines[0], lines.slice(1)] : [name, lines];
  }

  // A line follows the page's direction unless all of its letters run the other way.
  function directionOf(line) {
    const runsLeft = /[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(line);
    const runsRight = /(?![\p{Script=Arabic}\p{Script=Hebrew}])\p{L}/u.test(line);
    if (isRightToLeft) return runsRight && !runsLeft ? "ltr" : "rtl";
    return runsLeft && !runsRight ? "rtl" : "ltr";
  }

  function tell(group) {
    const [heading, lines] = contentOf(group);
    // What the picture shows in full already is not said again.
    if (!lines.length) {
      letGo();
      return false;
    }
    const title = card.querySelector("h2");
    title.textContent = heading;
    title.dir = directionOf(heading);
    card.querySelector(".lines").replaceChildren(
      ...lines.map((line) => {
        const paragraph = document.createElement("p");
        paragraph.dir = directionOf(line);
        paragraph.textContent = line;
        return paragraph;
      }),
    );
    card.hidden = false;
    if (shown) shown.removeAttribute("aria-describedby");
    group.setAttribute("aria-describedby", "details-lines");
    shown = group;
    place(group.getBoundingClientRect());
    return true;
  }

  function place(box) {
    const gap = 8;
    const size = card.getBoundingClientRect();
    const below = box.bottom + gap + size.height <= innerHeight - gap;
    const top = below ? box.bottom + gap : box.top - gap - size.height;
    const start = isRightToLeft ? box.right - size.width : box.left;
    card.style.top = `${Math.max(gap, Math.min(top, innerHeight - size.height - gap))}px`;
    card.style.left = `${Math.max(gap, Math.min(start, innerWidth - size.width - gap))}px`;
  }

  function keep(group) {
    // The button makes the card larger, so it is there before the card is placed.
    card.classList.add("kept");
    isKept = tell(group);
    return isKept;
  }

  const detailed = (target) =>
    target instanceof Element ? target.closest("#sheet [data-details]") : null;

  desk.addEventListener("pointerover", (event) => {
    const group = detailed(event.target);
    if (isKept || held || group === shown) return;
    if (group) tell(group);
    else letGo();
  });
  card.addEventListener("pointerleave", () => {
    if (!isKept) letGo();
  });
  desk.addEventListener("pointerleave", (event) => {
    if (!isKept && !card.contains(event.relatedTarget)) letGo();
  });
  desk.addEventListener("scroll", () => {
    if (shown) place(shown.getBoundingClientRect());
  });
  find("details-close").addEventListener("click", () => {
    const back = shown;
    letGo();
    if (back && back.tabIndex === -1) back.focus();
  });

  // Dragging moves the sheet; a press that stays put is a click.
  let held = null;
  let hasMoved = false;
  desk.addEventListener("pointerdown", (event) => {
    hasMoved = false;
    if (event.button !== 0 || event.pointerType !== "mouse") return;
    held = { x: event.clientX, y: event.clientY, left: desk.scrollLeft, top: desk.scrollTop };
  });
  addEventListener("pointermove", (event) => {
    if (!held) return;
    const x = event.clientX - held.x;
    const y = event.clientY - held.y;
    if (!hasMoved && Math.hypot(x, y) < 4) return;
    if (!hasMoved && !isKept) letGo();
    hasMoved = true;
    desk.classList.add("held");
    desk.scrollLeft = held.left - x;
    desk.scrollTop = held.top - y;
  });
  const release = () => {
    held = null;
    desk.classList.remove("held");
  };
  addEventListener("pointerup", release);
  addEventListener("pointercancel", release);
  desk.addEventListener("dragstart", (event) => event.preventDefault());
  desk.addEventListener(
    "click",
    (event) => {
      if (hasMoved) {
        event.preventDefault();
        return;
      }
      const group = detailed(event.target);
      if (group && !event.target.closest("a")) keep(group);
      else letGo();
    },
    true,
  );
  desk.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      zoomTo(scale * Math.exp(-event.deltaY / 300), event.clientX, event.clientY);
    },
    { passive: false },
  );

  // Arrow keys walk to the nearest group that lies in their direction.
  const stops = [...picture.querySelectorAll("[data-at][aria-label]")].filter(
    (group) => group.dataset.details || !group.querySelector("[data-at][aria-label]"),
  );
  for (const stop of stops) stop.setAttribute("tabindex", "-1");

  const DIRECTIONS = {
    ArrowRight: [1, 0],
    ArrowLeft: [-1, 0],
    ArrowDown: [0, 1],
    ArrowUp: [0, -1],
  };
  // Whatever strays from the direction counts double, so that a row is walked to its end.
  const STRAY = 2;

  function middle(element) {
    const box = element.getBoundingClientRect();
    return [box.left + box.width / 2, box.top + box.height / 2];
  }

  function first() {
    const rank = (stop) => {
      const [x, y] = middle(stop);
      return y * 4 + (isRightToLeft ? -x : x);
    };
    return stops.reduce((best, stop) => (!best || rank(stop) < rank(best) ? stop : best), null);
  }

  function walk([dx, dy]) {
    const here = stops.includes(document.activeElement) ? document.activeElement : null;
    if (!here) return first();
    const [x0, y0] = middle(here);
    let best = null;
    let least = Infinity;
    for (const stop of stops) {
      const [x, y] = middle(stop);
      const along = (x - x0) * dx + (y - y0) * dy;
      const aside = Math.abs((x - x0) * dy) + Math.abs((y - y0) * dx);
      if (stop === here || along <= 1 || aside > along * 6) continue;
      if (along + STRAY * aside < least) {
        least = along + STRAY * aside;
        best = stop;
      }
    }
    return best;
  }

  function reach(stop) {
    if (!stop) return;
    stop.focus({ preventScroll: true });
    stop.scrollIntoView({ block: "nearest", inline: "nearest" });
    isKept = false;
    card.classList.remove("kept");
    tell(stop);
  }

  const KEYS = {
    "+": () => zoomTo(scale * STEP),
    "=": () => zoomTo(scale * STEP),
    "-": () => zoomTo(scale / STEP),
    "\u2212": () => zoomTo(scale / STEP),
    0: () => zoomTo(scaleToFit()),
    "\u06f0": () => zoomTo(scaleToFit()),
    1: () => zoomTo(1),
    "\u06f1": () => zoomTo(1),
    Escape: letGo,
  };

  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !body.classList.contains("picture")) return;
    const inside = desk.contains(document.activeElement);
    if (inside && event.key in DIRECTIONS) {
      reach(walk(DIRECTIONS[event.key]));
    } else if (inside && event.key === "Enter" && stops.includes(document.activeElement)) {
      if (keep(document.activeElement)) find("details-close").focus();
    } else if (event.key in KEYS) {
      const back = event.key === "Escape" && card.contains(document.activeElement) ? shown : null;
      KEYS[event.key]();
      if (back) back.focus();
    } else {
      return;
    }
    event.preventDefault();
  });
  desk.addEventListener("focusout", (event) => {
    if (!isKept && !card.contains(event.relatedTarget)) letGo();
  });

  find("zoom-in").addEventListener("click", () => zoomTo(scale * STEP));
  find("zoom-out").addEventListener("click", () => zoomTo(scale / STEP));
  find("zoom-actual").addEventListener("click", () => zoomTo(1));
  find("zoom-fit").addEventListener("click", () => zoomTo(scaleToFit()));
  find("print").addEventListener("click", () => print());
  for (const view of VIEWS) find(`show-${view}`).addEventListener("click", () => show(view));
  document.querySelector(".skip").addEventListener("click", () => show("table"));

  // A link into the outline moves the reader there, too, and not only the sheet.
  find("outline").addEventListener("click", (event) => {
    const link = event.target.closest(".contents a");
    if (!link) return;
    event.preventDefault();
    const heading = find(`${link.hash.slice(1)}-name`);
    heading.focus({ preventScroll: true });
    heading.scrollIntoView({ block: "start" });
  });

  // A phone is too narrow for a map, so that it shows the words first.
  const isNarrow = matchMedia("(max-width: 640px)").matches;
  show(isNarrow ? "outline" : "picture");
  open();
})();
