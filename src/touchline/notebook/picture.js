// Shows one SVG document: wheel with Ctrl or ⌘, buttons and keys zoom, dragging and arrows move it.

const STEP = 1.25;
const MOST = 20;

function render({ model, el }) {
  const box = document.createElement("div");
  box.className = "touchline-picture";
  box.tabIndex = 0;
  const bar = document.createElement("div");
  bar.className = "touchline-buttons";
  const stage = document.createElement("div");
  stage.className = "touchline-stage";
  box.append(bar, stage);
  el.append(box);

  let svg = null;
  let whole = null;
  let view = null;

  const show = () => svg.setAttribute("viewBox", [view.x, view.y, view.width, view.height].join(" "));

  const fit = () => {
    view = { ...whole };
    show();
  };

  // The point under the pointer stays where it is.
  const zoom = (factor, across = 0.5, down = 0.5) => {
    const width = Math.min(Math.max(view.width / factor, whole.width / MOST), whole.width);
    const height = (width * whole.height) / whole.width;
    view.x += (view.width - width) * across;
    view.y += (view.height - height) * down;
    view.width = width;
    view.height = height;
    keepInside();
    show();
  };

  const keepInside = () => {
    view.x = Math.min(Math.max(view.x, whole.x), whole.x + whole.width - view.width);
    view.y = Math.min(Math.max(view.y, whole.y), whole.y + whole.height - view.height);
  };

  const move = (across, down) => {
    view.x += across * view.width;
    view.y += down * view.height;
    keepInside();
    show();
  };

  const load = () => {
    const parsed = new DOMParser().parseFromString(model.get("svg"), "image/svg+xml");
    svg = document.importNode(parsed.documentElement, true);
    const [x, y, width, height] = svg.getAttribute("viewBox").split(/[ ,]+/).map(Number);
    whole = { x, y, width, height };
    svg.removeAttribute("width");
    svg.removeAttribute("height");
    svg.style.width = "100%";
    svg.style.maxHeight = "80vh";
    stage.replaceChildren(svg);
    fit();
  };

  const label = () => {
    const words = model.get("words");
    box.setAttribute("aria-label", words.keys);
    box.setAttribute("role", "group");
    const buttons = [
      ["+", words.zoom_in, () => zoom(STEP)],
      ["−", words.zoom_out, () => zoom(1 / STEP)],
      ["⤢", words.zoom_fit, fit],
    ].map(([sign, said, act]) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = sign;
      button.title = said;
      button.setAttribute("aria-label", said);
      button.addEventListener("click", act);
      return button;
    });
    bar.replaceChildren(...buttons);
  };

  const onWheel = (event) => {
    // A plain wheel scrolls the notebook, as everywhere in it.
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const area = svg.getBoundingClientRect();
    const across = (event.clientX - area.left) / area.width;
    const down = (event.clientY - area.top) / area.height;
    zoom(event.deltaY < 0 ? STEP : 1 / STEP, across, down);
  };

  const onKey = (event) => {
    const acts = {
      "+": () => zoom(STEP),
      "=": () => zoom(STEP),
      "-": () => zoom(1 / STEP),
      0: fit,
      ArrowLeft: () => move(-0.1, 0),
      ArrowRight: () => move(0.1, 0),
      ArrowUp: () => move(0, -0.1),
      ArrowDown: () => move(0, 0.1),
    };
    const act = acts[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    // The notebook has keys of its own.
    event.stopPropagation();
    act();
  };

  let held = null;
  const onDown = (event) => {
    held = { x: event.clientX, y: event.clientY };
    stage.setPointerCapture(event.pointerId);
  };
  const onMove = (event) => {
    if (!held) return;
    const area = svg.getBoundingClientRect();
    move((held.x - event.clientX) / area.width, (held.y - event.clientY) / area.height);
    held = { x: event.clientX, y: event.clientY };
  };
  const onUp = () => {
    held = null;
  };

  stage.addEventListener("wheel", onWheel, { passive: false });
  stage.addEventListener("pointerdown", onDown);
  stage.addEventListener("pointermove", onMove);
  stage.addEventListener("pointerup", onUp);
  stage.addEventListener("pointercancel", onUp);
  box.addEventListener("keydown", onKey);
  model.on("change:svg", load);
  model.on("change:words", label);
  label();
  load();

  return () => {
    model.off("change:svg", load);
    model.off("change:words", label);
  };
}

export default { render };
