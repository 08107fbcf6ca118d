/** Who is proposed for CS, and by which rule. */
export interface OwnerProposal {
  owner: number | null;
  /** `before`: had the company's last handoff in the end. `company`: owns the company. `turn`: whose turn it is. `nobody`: no rule found one. */
  why: 'before' | 'company' | 'turn' | 'nobody';
}

interface Known {
  /** Owner of the last leg of the company's last handoff. */
  before: number | null;
  companyOwner: number | null;
  dealOwner: number | null;
  /** Those who admins chose, in their order. */
  team: readonly number[];
  /** Whose turn it was last. */
  lastTurn: number | null;
  /** Owners who are still there. */
  living: Pick<ReadonlySet<number>, 'has'>;
}

/**
 * Who is to look after a customer: whoever did before; else the company's owner, where it is one of CS (without a team: where
 * it is not the seller's own); else the next of the team in turn.
 */
export function proposeOwner({ before, companyOwner, dealOwner, team, lastTurn, living }: Known): OwnerProposal {
  const there = (owner: number | null): owner is number => owner !== null && living.has(owner);
  const members = team.filter(there);
  if (there(before)) return { owner: before, why: 'before' };
  if (there(companyOwner) && (members.length > 0 ? members.includes(companyOwner) : companyOwner !== dealOwner)) return { owner: companyOwner, why: 'company' };
  if (members.length === 0) return { owner: null, why: 'nobody' };
  // Whoever comes behind the last one in the team's order, left members included; from the front after the end.
  const at = lastTurn === null ? -1 : team.indexOf(lastTurn);
  const next = team.slice(at + 1).find(there) ?? members[0]!;
  return { owner: next, why: 'turn' };
}
