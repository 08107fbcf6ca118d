import { Alert } from '../components/feedback.tsx';
import { formatNumber } from '../format.ts';
import { usePortal } from './portal-context.ts';

export interface CsvAnswer {
  status: number;
  body: string;
  imported?: boolean;
}

interface Problem {
  line: number;
  message: string;
}

/** The answer as an object; null where it is no JSON. */
function parsed(body: string): Record<string, unknown> | null {
  try {
    return JSON.parse(body) as Record<string, unknown>;
  } catch {
    return null;
  }
}

/** What the CSV source said of the file: counts, then each line with a problem. */
export function CsvReport({ report }: { report: CsvAnswer }) {
  const { words, region } = usePortal();
  const texts = words.drawer;
  const answer = parsed(report.body);
  if (report.status >= 300 || !answer) {
    const why = typeof answer?.error === 'string' ? answer.error : report.body.slice(0, 400);
    return <Alert variant="danger" title={`HTTP ${report.status}`}>{why}</Alert>;
  }
  const counts = Object.entries(texts.csvCounts).filter(([name]) => typeof answer[name] === 'number');
  const problems = Array.isArray(answer.problems) ? (answer.problems as Problem[]) : [];
  return (
    <div className="p-control" role="status">
      <Alert variant={report.imported ? 'success' : 'info'} title={report.imported ? texts.csvImported : texts.csvChecked} />
      <div className="x-label">{texts.csvReport}</div>
      <dl className="p-counts">
        {counts.map(([name, label]) => (
          <div key={name}>
            <dt>{label}</dt>
            <dd>{formatNumber(Number(answer[name]), region)}</dd>
          </div>
        ))}
      </dl>
      {problems.length > 0 && (
        <div className="p-report" tabIndex={0} role="group" aria-label={texts.csvReport}>
          <table className="x-table x-table-compact">
            <thead>
              <tr>
                <th scope="col">{texts.line}</th>
                <th scope="col">{texts.problem}</th>
              </tr>
            </thead>
            <tbody>
              {problems.map((problem, index) => (
                <tr key={index}>
                  <td>{problem.line}</td>
                  <td>{problem.message}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}
