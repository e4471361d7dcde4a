// A map on which a place is marked: a point, or the corners of an area. Every click has a button beside it, and what is
// marked is told in words. Without this module the place is told in words alone.
//
// <div data-module data-map="id of the hidden input" data-map-settings='{…}' hidden> (templates/eforms/_map.html)

const ZOOM = 15;
const MARKED = 16;
const DECIMALS = 6;

let loading;

function fetched(name, facts) {
  return new Promise((resolve, reject) => {
    const part = Object.assign(document.createElement(name), facts);
    part.addEventListener("load", resolve);
    part.addEventListener("error", reject);
    document.head.append(part);
  });
}

// Only a page that has a map fetches its library.
function leaflet({ script, style }) {
  loading ??= Promise.all([
    fetched("link", { rel: "stylesheet", href: style }),
    fetched("script", { src: script }),
  ]).then(() => window.L);
  return loading;
}

const rounded = ({ lat, lng }) => [Number(lng.toFixed(DECIMALS)), Number(lat.toFixed(DECIMALS))];
const inWords = ([lng, lat]) => `${lat.toFixed(5)}° N, ${lng.toFixed(5)}° E`.replaceAll(".", ",");

// ---- what is marked: { shape: "point" | "area", corners: [[lng, lat], …] }

function readMarked(input, shapes) {
  try {
    const { type, coordinates } = JSON.parse(input.value);
    return type === "Point"
      ? { shape: "point", corners: [coordinates] }
      : { shape: "area", corners: coordinates[0].slice(0, -1) };
  } catch {
    return { shape: shapes[0], corners: [] };
  }
}

// An area that is not ready is kept too: the server tells what is missing of it.
function asGeometry({ shape, corners }) {
  if (!corners.length) return "";
  const geometry =
    shape === "point"
      ? { type: "Point", coordinates: corners[0] }
      : { type: "Polygon", coordinates: [[...corners, corners[0]]] };
  return JSON.stringify(geometry);
}

// ---- the ground

function tiles(L, { tiles: address, attribution }) {
  return L.tileLayer(address, { attribution, maxZoom: 19 });
}

async function drawing(L, { drawing: address, drawingNote }) {
  const ground = L.layerGroup([], { attribution: drawingNote });
  ground.getAttribution = () => drawingNote;
  const answer = await fetch(address);
  L.geoJSON(await answer.json(), {
    interactive: false,
    style: ({ properties }) => ({ className: `k-ground-${properties.kind}`, interactive: false }),
    pointToLayer: ({ properties }, place) =>
      L.marker(place, {
        interactive: false,
        keyboard: false,
        icon: L.divIcon({ className: "k-ground-name", html: properties.name, iconSize: [120, 20] }),
      }),
  }).addTo(ground);
  return ground;
}

// ---- one map

async function addMap(box) {
  const settings = JSON.parse(box.dataset.mapSettings);
  const input = document.getElementById(box.dataset.map);
  const part = (name) => box.querySelector(`[data-map-${name}]`);
  const L = await leaflet(settings);
  const marked = readMarked(input, settings.shapes);
  const ground = settings.tiles ? tiles(L, settings) : await drawing(L, settings);

  box.hidden = false; // from here on nothing waits: what is shown takes clicks
  const [lng, lat] = settings.centre;
  const map = L.map(part("canvas"), {
    center: [lat, lng],
    zoom: ZOOM,
    minZoom: 7,
    zoomControl: false,
    scrollWheelZoom: false, // the page scrolls with the wheel; buttons and keys zoom
  });
  map.attributionControl.setPrefix(false);
  L.control.zoom({ zoomInTitle: settings.zoomIn, zoomOutTitle: settings.zoomOut }).addTo(map);
  ground.addTo(map);
  const layer = L.layerGroup().addTo(map);

  function draw() {
    layer.clearLayers();
    const places = marked.corners.map(([x, y]) => [y, x]);
    if (marked.shape === "area" && places.length > 1) {
      const shape = places.length > 2 ? L.polygon : L.polyline;
      shape(places, { className: "k-marked-area", interactive: false }).addTo(layer);
    }
    for (const place of places) {
      L.circleMarker(place, { radius: 8, className: "k-marked-place", interactive: false }).addTo(layer);
    }
  }

  function tell() {
    const list = part("list");
    list.replaceChildren(
      ...marked.corners.map((corner, index) => {
        const line = document.createElement("li");
        const name = marked.shape === "point" ? settings.point : `${settings.corner} ${index + 1}`;
        line.textContent = `${name}: ${inWords(corner)}`;
        return line;
      }),
    );
    part("empty").hidden = marked.corners.length > 0;
    part("undo").hidden = marked.shape !== "area";
    part("undo").disabled = part("clear").disabled = marked.corners.length === 0;
    part("add-text").textContent = marked.shape === "point" ? settings.addPoint : settings.addCorner;
    for (const button of box.querySelectorAll("[data-map-shape]")) {
      button.ariaPressed = button.dataset.mapShape === marked.shape;
    }
  }

  function change(corners, words) {
    marked.corners = corners;
    input.value = asGeometry(marked);
    input.dispatchEvent(new Event("input", { bubbles: true }));
    draw();
    tell();
    part("status").textContent = words;
  }

  function add(place) {
    const corner = rounded(place);
    const corners = marked.shape === "point" ? [corner] : [...marked.corners, corner];
    const name = marked.shape === "point" ? settings.point : `${settings.corner} ${corners.length}`;
    change(corners, `${name}: ${inWords(corner)}`);
  }

  function locate() {
    part("status").textContent = settings.locating;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const place = L.latLng(coords.latitude, coords.longitude);
        map.setView(place, MARKED);
        add(place);
      },
      () => (part("status").textContent = settings.notLocated),
      { enableHighAccuracy: true, timeout: 10_000 },
    );
  }

  map.on("click", ({ latlng }) => add(latlng));
  part("add").addEventListener("click", () => add(map.getCenter()));
  part("undo").addEventListener("click", () => change(marked.corners.slice(0, -1), settings.undone));
  part("clear").addEventListener("click", () => change([], settings.cleared));
  part("locate").hidden = !navigator.geolocation;
  part("locate").addEventListener("click", locate);
  for (const button of box.querySelectorAll("[data-map-shape]")) {
    button.addEventListener("click", () => {
      marked.shape = button.dataset.mapShape;
      change([], "");
    });
  }

  if (marked.corners.length) {
    map.fitBounds(L.latLngBounds(marked.corners.map(([x, y]) => [y, x])).pad(0.5), { maxZoom: MARKED, animate: false });
  }
  draw();
  tell();
}

// Without the map words alone are enough.
export const enhance = (box) => addMap(box).catch(() => (box.hidden = true));
