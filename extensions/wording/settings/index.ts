import type { Language } from '../../contracts/envelope.ts';
import { bulletinWording, type BulletinWording } from './bulletin.ts';
import { causesWording, type CausesWording } from './causes.ts';
import { channelsWording, type ChannelsWording } from './channels.ts';
import { connectionWording, type ConnectionWording } from './connection.ts';
import { handoffChoicesWording, type HandoffChoicesWording } from './handoff.ts';
import { keysWording, type KeysWording } from './keys.ts';
import { pageWording, type PageWording } from './page.ts';
import { peopleWording, type PeopleWording } from './people.ts';
import { playbooksWording, type PlaybooksWording } from './playbooks.ts';
import { sourcesWording, type SourcesWording } from './sources.ts';
import { weightsWording, type WeightsWording } from './weights.ts';

/** Every word of the settings page in one language. */
export interface SettingsWording {
  page: PageWording;
  connection: ConnectionWording;
  sources: SourcesWording;
  keys: KeysWording;
  weights: WeightsWording;
  channels: ChannelsWording;
  bulletin: BulletinWording;
  causes: CausesWording;
  handoff: HandoffChoicesWording;
  people: PeopleWording;
  playbooks: PlaybooksWording;
}

/** The words for a reader. */
export function settingsWordingOf(lang: Language): SettingsWording {
  return {
    page: pageWording[lang],
    connection: connectionWording[lang],
    sources: sourcesWording[lang],
    keys: keysWording[lang],
    weights: weightsWording[lang],
    channels: channelsWording[lang],
    bulletin: bulletinWording[lang],
    causes: causesWording[lang],
    handoff: handoffChoicesWording[lang],
    people: peopleWording[lang],
    playbooks: playbooksWording[lang],
  };
}
