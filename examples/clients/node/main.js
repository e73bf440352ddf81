// Uses semver.js correctly and incorrectly, and prints the results.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

import { Kind, Requirement, SemverError, SYNTAX, Version, VersionList } from './semver.js';

/** Returns the error that the call throws. */
function errorOf(call) {
  try {
    call();
  } catch (error) {
    assert(error instanceof SemverError, error);
    return error;
  }
  return assert.fail('a call that should fail did not');
}

function versions() {
  const older = Version.parse('1.9.0-rc.1');
  const newer = Version.parse('1.10.0');
  assert.equal(`${older}`, '1.9.0-rc.1');
  assert(older.compare(newer) < 0 && newer.compare(older) > 0);
  assert.equal(newer.compare(Version.parse('1.10.0')), 0);
}

function requirements() {
  const list = new VersionList(['1.4.9', '1.10.0', '2.0.0']);
  const requirement = new Requirement('^1.4');
  assert(requirement.matches(list.get(0)) && !requirement.matches(list.get(2)));
  assert.equal(`${list.best(requirement)}`, '1.10.0');
  assert.equal(list.best(new Requirement('^3')), null);
}

function sort() {
  const list = new VersionList(['1.3.0', '3.1.0', '2.2.0']);
  list.sort((a, b) => a.minor - b.minor);
  assert.deepEqual(list.parts().map((parts) => parts.major), [3, 2, 1]);
}

/** The library has completed its sort. An aborted sort could leave a version twice in the list. */
function failingComparator() {
  const list = new VersionList(['4.0.0', '3.0.0', '2.0.0', '1.0.0']);
  let calls = 0;
  const compare = (a, b) => {
    calls += 1;
    if (calls === 3) throw new RangeError('cannot compare');
    return a.major - b.major;
  };
  assert.throws(() => list.sort(compare), new RangeError('cannot compare'));
  assert.equal(calls, 3);
  assert.equal(list.length, 4);
  assert.deepEqual(list.parts().map((parts) => parts.major).sort(), [1, 2, 3, 4]);
}

function retain() {
  const list = new VersionList(['1.4.9', '2.0.0', '1.10.0']);
  let lent = null;
  const fail = (version) => {
    lent = version;
    throw new RangeError(`${version}`);
  };
  assert.throws(() => list.retain(fail), new RangeError('1.4.9'));
  assert.equal(list.length, 3);
  assert.match(errorOf(() => `${lent}`).message, /is null/);
  const requirement = new Requirement('^1.4');
  list.retain((version) => requirement.matches(version));
  assert.equal(list.length, 2);
  assert.equal(`${list.get(1)}`, '1.10.0');
}

function error() {
  const error = errorOf(() => Version.parse('1.two.3'));
  assert.equal(error.kind, Kind.ERROR);
  assert.equal(error.code, SYNTAX);
  assert.notEqual(error.text, '');
}

function panic() {
  const error = errorOf(() => new VersionList().get(7));
  assert.equal(error.kind, Kind.PANIC);
  assert.equal(error.function, 'semver_version_list_get');
  assert.match(error.text, /index is 7/);
}

function refused(text, message) {
  const error = errorOf(() => Version.parse(text));
  assert.equal(error.kind, Kind.INVALID_ARGUMENT);
  assert.match(error.text, message);
}

function manyPanics() {
  const list = new VersionList();
  for (let index = 0; index < 10_000; index += 1) {
    assert.equal(errorOf(() => list.get(index)).kind, Kind.PANIC);
  }
  versions();
}

/** In a worker: causes a panic with its own index, and reads its last error on request. */
function panicAndWait(index) {
  errorOf(() => new VersionList().get(index));
  parentPort.once('message', () => parentPort.postMessage(new SemverError().text));
  parentPort.postMessage('failed');
}

/** Each worker is a thread. When all have failed, each reads its last error. */
async function threads() {
  const indices = [1000, 1001, 1002, 1003];
  const workers = indices.map((index) => new Worker(fileURLToPath(import.meta.url), { workerData: index }));
  await Promise.all(workers.map((worker) => once(worker, 'message')));
  const messages = Promise.all(workers.map((worker) => once(worker, 'message')));
  workers.forEach((worker) => worker.postMessage('look'));
  (await messages).forEach(([message], i) => assert.match(message, new RegExp(`index is ${indices[i]}`)));
}

if (isMainThread) {
  const checks = {
    versions,
    requirements,
    sort,
    'failing comparator': failingComparator,
    retain,
    error,
    panic,
    null: () => refused(null, /`text` is null/),
    'invalid UTF-8': () => refused(Buffer.from([0xff, 0]), /is not UTF-8/),
    '10,000 panics': manyPanics,
    threads,
  };
  for (const [name, run] of Object.entries(checks)) {
    await run();
    console.log(`ok ${name}`);
  }
} else {
  panicAndWait(workerData);
}
