/** What `node --watch` is told: the files that a program depends on and that Node does not load, or did not come to load. */
import { MessageChannel, receiveMessageOnPort, type MessagePort } from 'node:worker_threads';

/** Takes files that a change of should run the program again. */
export type WatchReport = (files: readonly string[]) => void;

/**
 * The report of this process; it says nothing where nobody watches, as in a thread.
 *
 * @noContract what it gives is a function; that says what it does
 */
export function watchReport(): WatchReport {
  if (process.env['WATCH_REPORT_DEPENDENCIES'] === undefined) return () => {};
  return (files) => void process.send?.({ 'watch:require': files });
}

/**
 * The end of a channel that hands on what a thread reports, until the process ends.
 *
 * @noContract it listens to a channel, and to the end of the process
 */
export function reportedByThread(report: WatchReport): MessagePort {
  const { port1, port2 } = new MessageChannel();
  const take = (files: unknown): void => report(files as readonly string[]);
  port1.on('message', take);
  port1.unref();
  // A mistake ends the process before it is told of messages.
  process.once('exit', () => {
    for (let left = receiveMessageOnPort(port1) as { message: unknown } | undefined; left; left = receiveMessageOnPort(port1) as typeof left) take(left.message);
  });
  return port2;
}
