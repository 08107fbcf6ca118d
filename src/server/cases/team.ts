import type { CaseSettings } from '../../../extensions/contracts/case-settings.ts';

type Team = Pick<CaseSettings, 'fallback' | 'lead' | 'head' | 'leaves'>;

/** Somebody who owns records in HubSpot, and still does. */
export interface TeamMember {
  ownerId: number;
  name: string | null;
  email: string | null;
  userId: number | null;
}

export type Roster = ReadonlyMap<number, TeamMember>;

/** Who is responsible, and why: `left`: the one before is away, or owns nothing any more. */
export interface Responsible {
  ownerId: number | null;
  because: 'owner' | 'backup' | 'fallback' | 'nobody';
}

/** Backups of backups are followed so far: two who stand in for each other have a end somewhere. */
const FARTHEST = 5;

/**
 * Who is to deal with a company's answers on a day of the account: its owner; who stands in while the owner is away; the
 * fallback where it is nobody's, or its owner is no more. @param day YYYY-MM-DD.
 */
export function responsibleFor(companyOwner: number | null, team: Team, roster: Roster, day: string): Responsible {
  const owner = companyOwner !== null && roster.has(companyOwner) ? standIn(companyOwner, team, roster, day) : null;
  if (owner !== null) return { ownerId: owner, because: owner === companyOwner ? 'owner' : 'backup' };
  const fallback = team.fallback === null ? null : standIn(Number(team.fallback), team, roster, day);
  return fallback === null ? { ownerId: null, because: 'nobody' } : { ownerId: fallback, because: 'fallback' };
}

/** Who is there for somebody on a day; null: nobody. */
export function standIn(ownerId: number, { leaves }: Pick<Team, 'leaves'>, roster: Roster, day: string): number | null {
  let one = ownerId;
  for (let step = 0; step < FARTHEST; step += 1) {
    const leave = leaves.find(({ owner, from, to }) => Number(owner) === one && from <= day && day <= to);
    if (leave === undefined) return roster.has(one) ? one : null;
    one = Number(leave.backup);
  }
  return null;
}

/** Whom a step of the ladder is for; where there is no lead, or no head, the next one up, else whoever is responsible. */
export function onLadder(to: 'owner' | 'lead' | 'head', responsible: number | null, team: Team, roster: Roster, day: string): number | null {
  const named = (id: string | null) => (id === null ? null : standIn(Number(id), team, roster, day));
  if (to === 'owner') return responsible;
  const [lead, head] = [named(team.lead), named(team.head)];
  return (to === 'lead' ? (lead ?? head) : (head ?? lead)) ?? responsible;
}
