import { useEffect, useState } from 'react';
import { api } from '../api.ts';
import { Button } from '../components/buttons.tsx';
import { CsvReport, type CsvAnswer } from './CsvReport.tsx';
import { usePortal } from './portal-context.ts';
import { SENT_MS, useFollowUp } from './useFollowUp.ts';

const SCORES = [9, 10, 3, 8];

/** A few rows as a Brazilian survey tool exports them: semicolons, day first; the last row cannot be right. */
async function sampleCsv(now: string, timeZone: string, companyId: string | null): Promise<string> {
  const people = companyId ? (await api.record('companies', companyId)).associated.contacts : (await api.list('contacts', { limit: 4 })).rows;
  const when = new Intl.DateTimeFormat('pt-BR', { timeZone, day: '2-digit', month: '2-digit', year: 'numeric', hour: '2-digit', minute: '2-digit' });
  const answeredAt = when.format(Date.parse(now)).replace(',', '');
  const row = (index: number, email: string | null | undefined, score: number, comment = '') =>
    `csv-${now.slice(0, 19)}-${index};${answeredAt};${email};${score};${comment}`;
  const rows = people.slice(0, SCORES.length).map((person, index) => row(index + 1, person.properties.email, SCORES[index] ?? 9));
  return ['id;data;email;nota;comentario', ...rows, row(9, 'ninguem@exemplo.invalid', 11, 'Nota fora da escala')].join('\n');
}

/** Posts a CSV of answers to the demo's CSV source and shows its report. */
export function CsvControl({ companyId }: { companyId: string | null }) {
  const { words, language, session, addToast } = usePortal();
  const texts = words.drawer;
  const followUp = useFollowUp();
  const [csv, setCsv] = useState('');
  const [over, setOver] = useState(false);
  const [busy, setBusy] = useState(false);
  const [report, setReport] = useState<CsvAnswer | null>(null);
  useEffect(() => {
    void sampleCsv(session.now, session.account.timeZone, companyId).then((sample) => setCsv((before) => before || sample)).catch(() => undefined);
    // Made once: it is an example.
  }, []);

  async function take(file: File | undefined): Promise<void> {
    if (!file) return;
    setCsv(await file.text());
    setReport(null);
  }

  async function send(dryRun: boolean): Promise<void> {
    setBusy(true);
    try {
      // The hook takes a file at once and works on it later, so the report is asked for beforehand.
      const checked = await api.sendCsv({ csv, dryRun: true, lang: language });
      const sent = dryRun || checked.status >= 300 ? checked : await api.sendCsv({ csv, dryRun: false, lang: language });
      if (!dryRun && sent.status < 300) followUp(companyId, SENT_MS);
      setReport(sent.status < 300 ? { ...checked, imported: !dryRun } : sent);
    } catch (error) {
      addToast({ type: 'danger', message: error instanceof Error ? error.message : String(error) });
    }
    setBusy(false);
  }

  return (
    <div className="p-control">
      <div
        className={over ? 'p-drop p-drop-over' : 'p-drop'}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          void take(event.dataTransfer.files[0]);
        }}
      >
        <span>{texts.csvHint}</span>
        <label className="x-button x-button-secondary x-button-sm">
          {texts.csvPick}
          <input type="file" accept=".csv,text/csv" className="x-hidden" onChange={(event) => void take(event.target.files?.[0])} />
        </label>
      </div>
      <textarea className="x-input p-csv" aria-label="CSV" rows={6} spellCheck={false} value={csv} onChange={(event) => setCsv(event.target.value)} />
      <div className="x-button-row">
        <Button variant="primary" size="sm" disabled={busy || !csv.trim()} onClick={() => void send(false)}>
          {texts.csvSend}
        </Button>
        <Button size="sm" disabled={busy || !csv.trim()} onClick={() => void send(true)}>
          {texts.csvCheck}
        </Button>
      </div>
      {report && <CsvReport report={report} />}
    </div>
  );
}
