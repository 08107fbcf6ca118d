import type { Deps, Room } from '../platform/deps.ts';
import { type ErasedBy, erasePerson, type ErasureQuestions, type Person } from './commands.ts';
import type { Tombstones } from './tombstones.ts';

/** Erasure of people, whoever asks for it: HubSpot's privacy deletion, or an administrator on the command line. */
export interface PrivacyRoom extends Room {
  erase(portalId: number, person: Person, by?: ErasedBy): Promise<void>;
}

/** The room; the others tell how their tables forget someone. */
export function privacyRoom(deps: Deps, tombstones: Tombstones, questions: ErasureQuestions): PrivacyRoom {
  return { name: 'privacy', jobs: [], routes: [], erase: (portalId, person, by) => erasePerson({ ...deps, tombstones, questions }, portalId, person, by) };
}
