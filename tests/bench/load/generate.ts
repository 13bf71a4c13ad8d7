// Sends what a plan says and measures it. A request that finds no free connection waits, and its wait is counted.
import { Connection, type Received } from "./connection.ts";
import { Histogram } from "./histogram.ts";
import type { Outcome, Plan } from "./plan.ts";
import { requestsOf } from "./requests.ts";

const SHOWN_WRONG = 600;
const TICK_MS = 1;

class Tally {
  readonly all = new Histogram();
  readonly first = new Histogram();
  answers = 0;
  wrong = 0;
  firstWrong: string | null = null;
}

export async function generate(plan: Plan): Promise<Outcome> {
  const run = new Run(plan);
  await run.open();
  const cpuBefore = process.cpuUsage();
  const beganAt = performance.now();
  const seconds = await run.measure();
  const cpu = process.cpuUsage(cpuBefore);
  const busy = (cpu.user + cpu.system) / 1_000 / (performance.now() - beganAt);
  run.close();
  return run.outcome(seconds, busy);
}

class Run {
  readonly #plan: Plan;
  readonly #requests: Buffer[];
  readonly #expected: Buffer;
  readonly #connections: Connection[];
  readonly #free: Connection[] = [];
  /** When requests were due that found no free connection. */
  readonly #due: number[] = [];
  #tally = new Tally();
  #answersInAll = 0;
  #next = 0;
  #over = false;
  #swept: (() => void) | null = null;

  constructor(plan: Plan) {
    this.#plan = plan;
    this.#requests = requestsOf(plan.requests, plan.target);
    this.#expected = Buffer.from(plan.expect.text);
    const onAnswer = (connection: Connection, received: Received | null) =>
      this.#answered(connection, received);
    this.#connections = Array.from({ length: plan.connections }, () => new Connection(plan.target, onAnswer));
  }

  async open(): Promise<void> {
    await Promise.all(this.#connections.map((connection) => connection.open()));
  }

  close(): void {
    for (const connection of this.#connections) connection.close();
  }

  /** Resolves with the seconds that were measured. */
  async measure(): Promise<number> {
    const { mode, warmUpSeconds, seconds } = this.#plan;
    if (mode.kind === "sweep") return this.#sweep();
    const stop = mode.kind === "rate" ? this.#sendAtRate(mode.perSecond) : this.#sendAlways();
    await pause(warmUpSeconds);
    this.#tally = new Tally();
    const startedAt = performance.now();
    await pause(seconds);
    const measured = (performance.now() - startedAt) / 1_000;
    this.#over = true;
    stop();
    return measured;
  }

  outcome(seconds: number, busy: number): Outcome {
    const { answers, wrong, firstWrong, all, first } = this.#tally;
    return {
      answers,
      wrong,
      firstWrong,
      perSecond: answers / seconds,
      ...all.percentiles(),
      first: first.percentiles(),
      answersInAll: this.#answersInAll,
      busy,
    };
  }

  #sendAlways(): () => void {
    for (const connection of this.#connections) connection.send(this.#pick(), performance.now());
    return () => {};
  }

  #sendAtRate(perSecond: number): () => void {
    this.#free.push(...this.#connections);
    const startedAt = performance.now();
    let sent = 0;
    const sendDue = () => {
      const now = performance.now();
      // Lateness of this very timer is not the server's: a request is due when the generator gets to it.
      for (const due = ((now - startedAt) * perSecond) / 1_000; sent < due; sent += 1) this.#sendSoon(now);
    };
    const timer = setInterval(sendDue, TICK_MS);
    return () => clearInterval(timer);
  }

  #sendSoon(now: number): void {
    const connection = this.#free.pop();
    if (connection) connection.send(this.#pick(), now);
    else this.#due.push(now);
  }

  async #sweep(): Promise<number> {
    const startedAt = performance.now();
    await new Promise<void>((resolve) => {
      this.#swept = resolve;
      for (const connection of this.#connections) this.#sweepOn(connection);
    });
    return (performance.now() - startedAt) / 1_000;
  }

  #sweepOn(connection: Connection): void {
    const request = this.#requests[this.#next];
    this.#next += 1;
    if (request) connection.send(request, performance.now());
    else if (this.#next === this.#requests.length + this.#connections.length) this.#swept?.();
  }

  #pick(): Buffer {
    return this.#requests[Math.floor(Math.random() * this.#requests.length)]!;
  }

  #answered(connection: Connection, received: Received | null): void {
    if (this.#over) return;
    const now = performance.now();
    this.#count(received, now);
    const { kind } = this.#plan.mode;
    if (kind === "closed") connection.send(this.#pick(), now);
    else if (kind === "sweep") this.#sweepOn(connection);
    else {
      const due = this.#due.shift();
      if (due === undefined) this.#free.push(connection);
      else connection.send(this.#pick(), due);
    }
  }

  #count(received: Received | null, now: number): void {
    this.#answersInAll += 1;
    const { expect } = this.#plan;
    if (received?.status === expect.status && received.bytes.includes(this.#expected, received.bodyAt)) {
      this.#tally.answers += 1;
      this.#tally.all.add(now - received.startedAt);
      this.#tally.first.add(received.firstAt - received.startedAt);
      return;
    }
    this.#tally.wrong += 1;
    this.#tally.firstWrong ??= received
      ? received.bytes.subarray(0, SHOWN_WRONG).toString()
      : "a connection broke";
  }
}

function pause(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
}
