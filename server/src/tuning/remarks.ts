import { type Message, say } from '../text/message.ts';
import { budgetOf, processBytes } from './memory.ts';
import { winntThreads } from './one-process.ts';
import type { Plan, Request } from './plan.ts';
import { inBytes } from './units.ts';
import { workloadNamed } from './workload.ts';

/** The part of a plan that remarks are about. */
type Planned = Omit<Plan, 'assumptions' | 'questions' | 'notes'>;

/** What was taken for true because nobody said it. */
export function assumptionsOf({ facts, demand, mpm }: Request, plan: Planned): readonly Message[] {
  const said: Message[] = [];
  const budget = budgetOf(facts);
  if (budget?.assumed)
    said.push(
      say('{reserve} are kept for the system, its page cache and whatever else runs', {
        reserve: inBytes(budget.reserve),
      }),
    );
  if (facts.process !== undefined && plan.mpm !== 'prefork') said.push(...sizeAssumed(facts, plan));
  if (demand && demand.peak === undefined)
    said.push(say('{rate} requests/s are the peak, not the mean of a day', { rate: demand.rate }));
  if (demand && demand.spread === undefined)
    said.push(say('The time that requests take spreads as random times do (spread 1)'));
  if (demand && demand.requestsPerConnection === undefined)
    said.push(say('Each client sends one request on a connection and closes it'));
  if (mpm === undefined && plan.mpm === 'prefork') said.push(say('The modules of this workload are not thread-safe'));
  return said;
}

function sizeAssumed(facts: Request['facts'], { mpm, threads }: Planned): readonly Message[] {
  const { process, processThreads: measured, thread } = facts;
  const bytes = inBytes(process!);
  if (measured === undefined) {
    const assumed = mpm === 'winnt' ? winntThreads.usual : threads;
    return [say('A process of {threads} threads takes {bytes} under load', { threads: assumed, bytes })];
  }
  if (measured === threads || thread !== undefined) return [];
  const each = inBytes(processBytes(facts, threads)!);
  return [
    say('A process of {threads} threads takes at most {each}, as {measured} threads take {bytes}', {
      threads,
      each,
      measured,
      bytes,
    }),
  ];
}

/** What must be known before any number can be said: what limits the server, or what it must do. */
export function lackingOf({ facts: { memory, process }, demand }: Request): readonly Message[] {
  const asked: Message[] = [];
  if (memory === undefined) asked.push(say('How much memory has the machine or the container (memory)?'));
  if (process === undefined) {
    asked.push(
      say('How much memory does one child process take under load (process)? Pss in /proc/PID/smaps_rollup tells it'),
    );
  }
  if (!demand)
    asked.push(say('How many requests come in a second at the peak, and how long does one take (rps, service-ms)?'));
  return asked;
}

/** What would be worth to know, and how to find out. */
export function questionsOf(request: Request): readonly Message[] {
  const { facts, demand, workload, mpm } = request;
  const asked = [...lackingOf(request)];
  if (mpm === 'winnt' && facts.process !== undefined && facts.thread === undefined) {
    asked.push(say('How much memory does one more thread add to the process (thread)?'));
  }
  if (facts.memory !== undefined && facts.reserve === undefined) {
    asked.push(say('How much memory do the system, databases and caches need (reserve)?'));
  }
  if (demand && facts.backend === undefined && workloadNamed(workload).behind) {
    asked.push(say('How many requests does the back end take at once (backend, for PHP-FPM pm.max_children)?'));
  }
  if (demand?.cpu !== undefined && facts.cores === undefined) asked.push(say('How many processors are there (cores)?'));
  if (mpm === 'winnt') return asked;
  if (facts.descriptors === undefined) asked.push(say('How many files may a process open (descriptors: LimitNOFILE)?'));
  if (facts.pids === undefined)
    asked.push(say('How many processes and threads may the service have (pids: TasksMax)?'));
  return asked;
}

/** What a person should know who takes the plan. */
export function notesOf({ facts, demand, workload }: Request, plan: Planned): readonly Message[] {
  const { mpm, processes, threads, workers, memory } = plan;
  const notes: Message[] = [];
  if (memory?.restart) notes.push(memory.restart);
  if (facts.backend !== undefined && workers > facts.backend) {
    notes.push(
      say('Up to {workers} requests may want the back end, which takes {backend} at once; the others wait for it', {
        workers,
        backend: facts.backend,
      }),
    );
  }
  if (workloadNamed(workload).codeInside && mpm !== 'prefork') {
    notes.push(
      say('With threads, PHP inside httpd must have been built thread-safe; with any other httpd does not start'),
    );
  }
  if (!demand) notes.push(say('Without a demand, this is what the limits allow, not what the server needs'));
  if ((mpm === 'event' || mpm === 'worker') && processes > 200 && threads < 64) {
    notes.push(
      say('{processes} processes are many: with more threads in each (threads) there would be fewer', { processes }),
    );
  }
  return notes;
}
