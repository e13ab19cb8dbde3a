/** Small projects on the disk, and sessions over them. */
import { profiles, type ProfileName } from '@proviso/compiler';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterAll } from 'vitest';
import { createSession, type CompiledFile, type Session, type SessionOptions } from '../src/compile-session.ts';

const made: string[] = [];
afterAll(() => {
  for (const root of made) rmSync(root, { recursive: true, force: true });
});

/** Below it the runtime is installed. */
const inPackage = fileURLToPath(new URL('../.tmp', import.meta.url));

export const optedIn = { name: 'shop', type: 'module', dependencies: { '@proviso/runtime': '*' } };

export interface Project {
  readonly root: string;
  readonly write: (path: string, content: string | object) => void;
  readonly session: (profile?: ProfileName, options?: Partial<SessionOptions>) => SessionOfFiles;
}

/** A session that is asked for files by their path in the project. */
interface SessionOfFiles extends Session {
  readonly file: (path: string) => CompiledFile | undefined;
}

let number = 0;

/** Writes a project. Without a manifest it has one that opted in; a link to another project stands for an installed package. */
export function project(files: Readonly<Record<string, string | object>>, links: Readonly<Record<string, string>> = {}, home = inPackage): Project {
  const root = `${home}/proviso-unplugin-${process.pid}-${number++}`;
  made.push(root);
  const write = (path: string, content: string | object): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), typeof content === 'string' ? content : JSON.stringify(content));
  };
  for (const [path, content] of Object.entries({ 'package.json': optedIn, ...files })) write(path, content);
  for (const [path, target] of Object.entries(links)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    symlinkSync(target, join(root, path), 'dir');
  }
  return {
    root,
    write,
    session(profile = 'enforce', options = {}) {
      const session = createSession({ ts, profile: profiles[profile], root, ...options });
      return { ...session, file: (path) => session.compile({ fileName: `${root}/${path}`, text: readFileSync(`${root}/${path}`, 'utf8'), isModule: true }) };
    },
  };
}
