/**
 * Gives the event loop a turn after each test. Tests that compile run for a minute or more without one in all, and vitest's
 * worker then takes its own messages for lost: it reports "timeout on calling", and the run fails with every test passed.
 */
import { afterEach } from 'vitest';

afterEach(() => new Promise<void>((resolve) => setImmediate(resolve)));
