/** Values of what the platform has and no literal writes: each by its code, and made anew for each call. */

export interface Sample {
  readonly code: string;
  readonly make: () => object;
}

const bytes = [0, 1, 127, 128, 255];

const urls = ['https://example.com/', 'http://localhost:8080/a/b?q=1&q=2#top', 'file:///notes/a%20b.txt', 'mailto:a@example.com'];

const queries = ['', 'a=1', 'a=1&a=2&b=', 'q=%20%C3%A9&empty'];

const buffers: readonly Sample[] = [
  { code: 'new ArrayBuffer(0)', make: () => new ArrayBuffer(0) },
  { code: 'new ArrayBuffer(8)', make: () => new ArrayBuffer(8) },
  { code: `new Uint8Array([${bytes.join(', ')}]).buffer`, make: () => new Uint8Array(bytes).buffer },
];

const views: readonly Sample[] = [
  { code: 'new DataView(new ArrayBuffer(0))', make: () => new DataView(new ArrayBuffer(0)) },
  { code: 'new DataView(new ArrayBuffer(16))', make: () => new DataView(new ArrayBuffer(16)) },
  { code: `new DataView(new Uint8Array([${bytes.join(', ')}]).buffer, 1)`, make: () => new DataView(new Uint8Array(bytes).buffer, 1) },
];

const controllers: readonly Sample[] = [
  { code: 'new AbortController()', make: () => new AbortController() },
  { code: '(() => { const controller = new AbortController(); controller.abort(); return controller; })()', make: aborted },
];

function aborted(): AbortController {
  const controller = new AbortController();
  controller.abort();
  return controller;
}

export const sampleNames = ['ArrayBuffer', 'ArrayBufferView', 'DataView', 'URL', 'URLSearchParams', 'AbortController', 'AbortSignal', 'Buffer'] as const;

export type SampleName = (typeof sampleNames)[number];

/** By the name of the type. */
const samples: Readonly<Record<SampleName, readonly Sample[]>> = {
  ArrayBuffer: buffers,
  ArrayBufferView: [...views, { code: 'new Uint8Array([])', make: () => new Uint8Array([]) }, { code: 'new Int16Array([-1, 300])', make: () => new Int16Array([-1, 300]) }, { code: 'new Float64Array([0.5])', make: () => new Float64Array([0.5]) }],
  DataView: views,
  URL: urls.map((text): Sample => ({ code: `new URL('${text}')`, make: () => new URL(text) })),
  URLSearchParams: queries.map((text): Sample => ({ code: `new URLSearchParams('${text}')`, make: () => new URLSearchParams(text) })),
  Buffer: [[], [0], bytes, [0xc3, 0xa9], [...'text'].map((each) => each.charCodeAt(0)), Array.from({ length: 40 }, (_, index) => (index * 37) % 256)].map((items): Sample => ({ code: `Buffer.from([${items.join(', ')}])`, make: () => Buffer.from(items) })),
  AbortController: controllers,
  AbortSignal: [{ code: 'new AbortController().signal', make: () => new AbortController().signal }, { code: 'AbortSignal.abort()', make: () => AbortSignal.abort() }],
};

/**
 * How many values there are.
 *
 * @pure
 * @ensures `result > 0`
 */
export function sampleCount(of: SampleName): number {
  return samples[of].length;
}

/**
 * One of the values of something of the platform.
 *
 * @requires `Number.isInteger(at) && at >= 0 && at < sampleCount(of)`
 * @pure
 */
export function sampleAt(of: SampleName, at: number): Sample {
  return samples[of][at] as Sample;
}
