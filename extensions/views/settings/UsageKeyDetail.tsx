import { useState } from 'react';
import { Alert, Flex, PanelBody, PanelSection, Text } from '@hubspot/ui-extensions';
import type { AddedUsageKey, UsageKeyRow } from '../../contracts/settings.ts';
import { useChange } from '../../hooks/useQuestion.ts';
import { Confirm } from '../../components/Confirm.tsx';
import { IssuedKey } from './IssuedKey.tsx';
import type { PageTools } from './page-tools.ts';
import { Fault } from '../../components/TabFrame.tsx';

/** One key: rotate it, revoke it. */
export function UsageKeyDetail({ row, admin, tools, changed }: { row: UsageKeyRow; admin: boolean; tools: PageTools; changed: () => void }) {
  const words = tools.words.keys;
  const [issued, setIssued] = useState<AddedUsageKey | null>(null);
  const rotate = useChange('POST /api/1/settings/usage-keys/:prefix/rotate', tools.serverUrl);
  const revoke = useChange('POST /api/1/settings/usage-keys/:prefix/revoke', tools.serverUrl);
  const asked = { prefix: row.prefix, lang: tools.reader.lang };

  function close() {
    tools.actions.closeOverlay(`key-${row.prefix}`);
    changed();
  }

  async function end() {
    if (!(await revoke.make(asked, {}))) return;
    tools.actions.addAlert({ type: 'success', message: words.revoked });
    close();
  }
  return (
    <PanelBody>
      <PanelSection>
        {issued ? (
          <IssuedKey issued={issued} tools={tools} done={close} />
        ) : (
          <Flex direction="column" gap="md">
            <Text>
              {words.starts(row.prefix)} · {words.source(row.source)}
            </Text>
            {row.revokedAt !== null && (
              <Alert title={words.states.revoked} variant="info">
                {words.revokedAt(tools.reader.format.instant(row.revokedAt))}
              </Alert>
            )}
            {admin && row.revokedAt === null && (
              <>
                <Fault fault={rotate.fault ?? revoke.fault} tools={tools} />
                <Confirm
                  label={words.rotate}
                  text={words.rotateText}
                  confirm={words.rotate}
                  cancel={tools.words.page.cancel}
                  busy={rotate.busy}
                  onConfirm={async () => setIssued(await rotate.make(asked, {}))}
                />
                <Confirm label={words.revoke} text={words.revokeText} confirm={words.revoke} cancel={tools.words.page.cancel} kind="destructive" busy={revoke.busy} onConfirm={end} />
              </>
            )}
            {!admin && <Text variant="microcopy">{tools.words.page.readOnly}</Text>}
          </Flex>
        )}
      </PanelSection>
    </PanelBody>
  );
}
