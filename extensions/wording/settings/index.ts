import type { Language } from '../../contracts/envelope.ts';
import { connectionWording, type ConnectionWording } from './connection.ts';
import { pageWording, type PageWording } from './page.ts';
import { peopleWording, type PeopleWording } from './people.ts';
import { sourcesWording, type SourcesWording } from './sources.ts';
import { weightsWording, type WeightsWording } from './weights.ts';

/** Every word of the settings page in one language. */
export interface SettingsWording {
  page: PageWording;
  connection: ConnectionWording;
  sources: SourcesWording;
  weights: WeightsWording;
  people: PeopleWording;
}

/** The words for a reader. */
export function settingsWordingOf(lang: Language): SettingsWording {
  return {
    page: pageWording[lang],
    connection: connectionWording[lang],
    sources: sourcesWording[lang],
    weights: weightsWording[lang],
    people: peopleWording[lang],
  };
}
