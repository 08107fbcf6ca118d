import type { CardContext } from '../../api/card-context.ts';
import { recordIdOf, serverUrlOf } from '../../api/card-context.ts';
import { casesWording } from '../../wording/cases.ts';
import { readerOf } from '../../wording/reader.ts';
import { RecordCases } from './RecordCases.tsx';

/** The contact's tab "Cases": what this person answered, and what becomes of it. */
export function ContactCases({ context }: { context: CardContext }) {
  const reader = readerOf(context);
  return <RecordCases record={{ contactId: recordIdOf(context) }} tools={{ reader, words: casesWording[reader.lang], serverUrl: serverUrlOf(context) }} mark={null} />;
}
