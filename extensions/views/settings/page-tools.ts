import type { SettingsWording } from '../../wording/settings/index.ts';
import type { Reader } from '../../wording/reader.ts';

/** What HubSpot lets the settings page do (a subset of its actions, so that tests can build one). */
export interface PageActions {
  addAlert(alert: { type?: 'info' | 'warning' | 'success' | 'danger' | 'tip'; title?: string; message: string }): void;
  copyTextToClipboard(text: string): Promise<void>;
  closeOverlay(id: string): void;
}

/** What every tab of the settings gets. */
export interface PageTools {
  reader: Reader;
  words: SettingsWording;
  serverUrl: string;
  actions: PageActions;
}
