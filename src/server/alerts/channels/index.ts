import { loadParts } from '../../platform/parts.ts';
import { type Channel, channelShape } from '../channel.ts';

export type Channels = ReadonlyMap<string, Channel>;

/** Loads every channel of this folder. @throws StartFault naming a file that does not fit. */
export function loadChannels(): Promise<Channels> {
  return loadParts<Channel>(new URL('./', import.meta.url), channelShape);
}
