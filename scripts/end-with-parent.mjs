// Preloaded with `node --import`. A parent that was killed could end nobody; its child then has another parent, and leaves.
const parent = process.ppid;

setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, "SIGTERM");
}, 1_000).unref();
