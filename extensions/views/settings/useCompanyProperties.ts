import { useState } from 'react';
import { useQuestion } from '../../hooks/useQuestion.ts';
import type { PageTools } from './page-tools.ts';

/** The properties of companies for all conditions of a playbook: HubSpot is asked once, when the first condition wants them. */
export function useCompanyProperties({ reader, serverUrl }: PageTools) {
  const [isWanted, setWanted] = useState(false);
  const question = useQuestion('GET /api/1/settings/company-properties', { lang: reader.lang }, serverUrl, isWanted);
  return { ...question, want: () => setWanted(true) };
}

/** What the forms inside a playbook get. */
export interface PlaybookTools extends PageTools {
  companyProperties: ReturnType<typeof useCompanyProperties>;
}
