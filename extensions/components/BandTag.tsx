import { Flex, Icon, StatusTag } from '@hubspot/ui-extensions';
import type { Band } from '../contracts/health.ts';
import type { Reader } from '../wording/reader.ts';

const looks = {
  healthy: { variant: 'success', icon: 'faceHappy', color: 'success' },
  watch: { variant: 'warning', icon: 'faceNeutral', color: 'warning' },
  'at-risk': { variant: 'danger', icon: 'faceSad', color: 'alert' },
} as const;

/** A band in colour, shape and word, so that colour never speaks alone. */
export function BandTag({ band, reader }: { band: Band; reader: Reader }) {
  const { variant, icon, color } = looks[band];
  return (
    <Flex direction="row" gap="xs" align="center">
      <Icon name={icon} color={color} size="md" />
      <StatusTag variant={variant}>{reader.words.bands[band]}</StatusTag>
    </Flex>
  );
}
