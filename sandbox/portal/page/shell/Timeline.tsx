import { useState } from 'react';
import type { ObjectType, RecordAnswer } from '../api.ts';
import { Icon } from '../components/icon.tsx';
import { formatDate } from '../format.ts';
import { activitiesOf, type Activity } from './activities.ts';
import { PortalLink } from './Navigation.tsx';
import { usePortal } from './portal-context.ts';
import { RichText } from './RichText.tsx';
import { TaskEntry } from './TaskEntry.tsx';

const FIRST_SHOWN = 12;

/** What happened around the record, its notes and its tasks, newest first. */
export function Timeline({ type, record }: { type: ObjectType; record: RecordAnswer }) {
  const portal = usePortal();
  const { words } = portal;
  const [all, setAll] = useState(false);
  const activities = activitiesOf(type, record, portal);
  const shown = all ? activities : activities.slice(0, FIRST_SHOWN);
  return (
    <section className="p-sheet" aria-labelledby="timeline-title">
      <h2 className="p-card-title" id="timeline-title">
        {words.activities}
      </h2>
      {activities.length === 0 && (
        <p className="p-quiet">
          {words.noActivities} {words.noActivitiesHint}
        </p>
      )}
      <ol className="p-activities">
        {shown.map((activity) => (
          <li key={activity.key} data-activity={activity.key}>
            <span className="p-activity-icon">
              <Icon name={activity.icon} size="sm" />
            </span>
            <div className="p-activity-text">
              <Entry activity={activity} />
            </div>
          </li>
        ))}
      </ol>
      {!all && activities.length > FIRST_SHOWN && (
        <button type="button" className="p-more" onClick={() => setAll(true)}>
          {words.showMore} ({activities.length - FIRST_SHOWN})
        </button>
      )}
    </section>
  );
}

function Entry({ activity }: { activity: Activity }) {
  const { words, region } = usePortal();
  if (activity.kind === 'task') return <TaskEntry task={activity.task} />;
  const head = (title: string) => (
    <div className="p-activity-head">
      <b>{title}</b>
      <time dateTime={activity.at}>{formatDate(activity.at, region)}</time>
    </div>
  );
  if (activity.kind === 'note')
    return (
      <>
        {head(activity.author ? `${activity.title} ${words.by} ${activity.author}` : activity.title)}
        {activity.html ? <RichText html={activity.html} /> : <p className="p-quiet">{words.emptyNote}</p>}
      </>
    );
  const { link, subject, text, title } = activity;
  return (
    <>
      {head(title)}
      {link ? (
        <PortalLink to={link} className="x-link">
          {subject}
        </PortalLink>
      ) : (
        subject
      )}
      {text && link && <span className="p-quiet"> · {text}</span>}
      {text && !link && <blockquote>{text}</blockquote>}
    </>
  );
}
