import { Select } from '@hubspot/ui-extensions';
import type { HandoffOwner } from '../../contracts/handoff.ts';

interface OwnerSelectProps {
  label: string;
  name: string;
  description?: string;
  placeholder: string;
  owners: readonly HandoffOwner[];
  /** An owner's id; '': nobody. */
  value: string;
  onOwner: (id: string) => void;
}

/** Names one of the account's owners, or nobody. */
export function OwnerSelect({ owners, onOwner, ...rest }: OwnerSelectProps) {
  return <Select {...rest} options={owners.map(({ id, name }) => ({ value: id, label: name ?? id }))} onChange={(id) => onOwner(id ? String(id) : '')} />;
}
