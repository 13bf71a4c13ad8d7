// The loopback address from which the dashboard's server calls the api. It is not 127.0.0.1, so that the api can
// believe this one caller's X-Forwarded-For without believing every program on the machine.

/** Null where there is but one loopback address. */
export const WEB_SOURCE_ADDRESS = process.platform === "linux" ? "127.0.0.2" : null;
