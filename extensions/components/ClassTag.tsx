import { Flex, Icon, StatusTag } from '@hubspot/ui-extensions';
import type { LatestAnswer } from '../contracts/nps.ts';
import { className } from '../wording/answers.ts';
import type { Reader } from '../wording/reader.ts';

const looks = {
  promoter: { variant: 'success', icon: 'faceHappy', color: 'success' },
  passive: { variant: 'warning', icon: 'faceNeutral', color: 'warning' },
  detractor: { variant: 'danger', icon: 'faceSad', color: 'alert' },
} as const;

/** An answer's class in colour, shape and word, so that colour never speaks alone. */
export function ClassTag({ answer, reader }: { answer: Pick<LatestAnswer, 'type' | 'class'>; reader: Reader }) {
  const { variant, icon, color } = looks[answer.class];
  return (
    <Flex direction="row" gap="xs" align="center">
      <Icon name={icon} color={color} size="sm" />
      <StatusTag variant={variant}>{className(answer, reader.lang)}</StatusTag>
    </Flex>
  );
}
