// Runs Azurite's three services in one Node process for as long as standard input stays open.
//
// The parent holds the other end of that pipe, so its death, however sudden, reads as end of input here, and the services
// close in good order: Azurite saves its tables only from time to time, and a killed one forgets what came since.
// For the same reason the services run in a process of their own session, outside the parent's process group and tree:
// neither the terminal's Ctrl-C nor a kill of the whole tree reaches them before the parent is gone.
//
// node azurite-host.cjs AZURITE_ROOT DATA_DIRECTORY LOCK_PATH BLOB_PORT QUEUE_PORT TABLE_PORT
// One line of JSON on standard output says how the start went; nothing else is ever written there.
"use strict";

const childProcess = require("child_process");
const fs = require("fs");
const net = require("net");
const path = require("path");
const pace = require("./azurite-pace.cjs");

const HOST = "127.0.0.1";
const CHILD_MARK = "--services";
const OLDEST_NODE = 20;
// Longer than any client keeps an idle connection, so that it is never the server that closes one under a request.
const KEEP_ALIVE_SECONDS = 300;
const CLOSE_DEADLINE_MS = 30000;
const PARENT_DEATH_IS_READ_MS = 20;

function report(details) {
  fs.writeSync(1, JSON.stringify(details) + "\n");
}

function startDetached() {
  const child = childProcess.spawn(process.execPath, [__filename, CHILD_MARK, ...process.argv.slice(2)], {
    detached: true,
    stdio: "inherit",
    windowsHide: true,
  });
  child.unref();
}

/** Takes the lock of the data directory once nobody else serves it, or resolves with the report of one who goes on doing so. */
async function takeLock(lockPath, current) {
  for (;;) {
    const holder = await askHolder(lockPath);
    if (holder.state === "ready") return holder;
    // A socket file without a listener is what a killed predecessor left behind.
    if (holder.state === "dead" && process.platform !== "win32") fs.rmSync(lockPath, { force: true });
    if (holder.state !== "gone" && (await holdLock(lockPath, current))) return undefined;
  }
}

/** What the holder of the lock says; one that is closing answers nothing, and the connection ends with it. */
function askHolder(lockPath) {
  return new Promise((resolve, reject) => {
    let text = "";
    const socket = net.connect(lockPath);
    socket.setEncoding("utf8");
    socket.on("data", (data) => {
      text += data;
      if (!text.endsWith("\n")) return;
      socket.destroy();
      resolve(JSON.parse(text));
    });
    socket.on("end", () => resolve({ state: "gone" }));
    socket.on("error", (error) => {
      if (error.code === "ENOENT") resolve({ state: "none" });
      else if (error.code === "ECONNREFUSED") resolve({ state: "dead" });
      else if (error.code === "ECONNRESET" || error.code === "EPIPE") resolve({ state: "gone" });
      else reject(error);
    });
  });
}

/** Listens on the lock until the process ends, telling whoever asks where the services are; false if another was quicker. */
function holdLock(lockPath, current) {
  const server = net.createServer((socket) => {
    socket.unref();
    socket.on("error", () => socket.destroy());
    const answer = () => {
      if (!current.closing && !current.orphaned) socket.write(JSON.stringify({ state: "ready", ...current.details }) + "\n");
    };
    // The end of a parent that died before this question was asked is read within this time.
    setTimeout(() => current.ready.then(answer), PARENT_DEATH_IS_READ_MS).unref();
  });
  server.unref();
  return new Promise((resolve, reject) => {
    server.once("error", (error) => (error.code === "EADDRINUSE" ? resolve(false) : reject(error)));
    server.listen(lockPath, () => {
      if (process.platform !== "win32") process.once("exit", () => fs.rmSync(lockPath, { force: true }));
      resolve(true);
    });
  });
}

function isFree(port) {
  return new Promise((resolve) => {
    const probe = net.createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, HOST, () => probe.close(() => resolve(true)));
  });
}

async function choosePorts(wanted) {
  const free = await Promise.all(wanted.map((port) => port === 0 || isFree(port)));
  return free.every(Boolean) ? wanted : [0, 0, 0];
}

/** Puts nothing in the place of the telemetry client: nothing can be sent, and a third of the time to load Azurite is saved. */
function leaveOutTelemetry(azuriteRoot) {
  const file = require.resolve("applicationinsights", { paths: [azuriteRoot] });
  require.cache[file] = { id: file, filename: file, loaded: true, exports: {} };
  require(path.join(azuriteRoot, "dist", "src", "common", "Telemetry")).AzuriteTelemetryClient.init(undefined, false);
}

function createServices(azuriteRoot, directory, ports) {
  const load = (name) => require(path.join(azuriteRoot, "dist", "src", name)).default;
  const inside = (name) => path.join(directory, name);
  const extents = (name) => [{ locationId: "Default", locationPath: inside(name), maxConcurrency: 50 }];
  const [noAccessLog, noDebugLog, strict, skipApiVersionCheck] = [false, false, false, true];
  const quiet = [noAccessLog, undefined, noDebugLog, undefined, strict, skipApiVersionCheck];
  // The configuration of tables takes the same settings in another order.
  const quietTables = [noDebugLog, noAccessLog, undefined, undefined, strict, skipApiVersionCheck];

  const BlobConfiguration = load("blob/BlobConfiguration");
  const QueueConfiguration = load("queue/QueueConfiguration");
  const TableConfiguration = load("table/TableConfiguration");
  const blob = new BlobConfiguration(HOST, ports[0], KEEP_ALIVE_SECONDS,
    inside("__azurite_db_blob__.json"), inside("__azurite_db_blob_extent__.json"), extents("__blobstorage__"), ...quiet);
  const queue = new QueueConfiguration(HOST, ports[1], KEEP_ALIVE_SECONDS,
    inside("__azurite_db_queue__.json"), inside("__azurite_db_queue_extent__.json"), extents("__queuestorage__"), ...quiet);
  const table = new TableConfiguration(HOST, ports[2], KEEP_ALIVE_SECONDS,
    inside("__azurite_db_table__.json"), ...quietTables);

  return [
    new (load("blob/BlobServer"))(blob),
    new (load("queue/QueueServer"))(queue),
    new (load("table/TableServer"))(table),
  ];
}

async function serve() {
  const [azuriteRoot, directory, lockPath, ...wantedPorts] = process.argv.slice(3);
  let announceReady;
  const current = { closing: false, orphaned: false, details: undefined, ready: new Promise((resolve) => (announceReady = resolve)) };
  const parentGone = new Promise((resolve) => process.stdin.on("end", resolve).on("error", resolve).resume());
  parentGone.then(() => {
    // From now on nobody may share these services: they close as soon as they have started.
    current.orphaned = true;
    if (!current.holdsLock) process.exit(0);
  });

  const other = await takeLock(lockPath, current);
  if (other !== undefined) {
    report({ ...other, state: "shared" });
    process.exit(0);
  }
  current.holdsLock = true;

  leaveOutTelemetry(azuriteRoot);
  const services = createServices(azuriteRoot, directory, await choosePorts(wantedPorts.map(Number)));
  pace.quickenTables(services[2].metadataStore);
  await Promise.all(services.map((service) => service.start()));
  for (const { metadataStore, extentMetadataStore } of services)
    for (const store of [metadataStore, extentMetadataStore]) if (store) pace.saveInProportion(store.db);
  const [blobPort, queuePort, tablePort] = services.map((service) => service.httpServer.address().port);
  current.details = { pid: process.pid, blobPort, queuePort, tablePort };
  announceReady();

  const close = () => {
    if (current.closing) return;
    current.closing = true;
    process.stdin.destroy();
    // The process ends by itself once the last save is on disk; the deadline is for a connection that never ends.
    setTimeout(() => process.exit(1), CLOSE_DEADLINE_MS).unref();
    Promise.all(services.map((service) => service.close())).catch(fail);
  };
  parentGone.then(close);
  process.on("SIGTERM", close);
  report({ state: "ready", ...current.details });
}

function fail(error) {
  report({ state: "failed", message: error && error.message ? error.message : String(error) });
  process.exit(1);
}

// Once the parent is gone nobody reads what is written, and that must not end the process before its data is saved.
process.stdout.on("error", () => {});
process.stderr.on("error", () => {});
process.on("SIGINT", () => {});
process.on("SIGHUP", () => {});

if (Number(process.versions.node.split(".")[0]) < OLDEST_NODE) {
  report({ state: "too-old", message: process.versions.node });
} else if (process.argv[2] === CHILD_MARK) {
  serve().catch(fail);
} else {
  startDetached();
}
