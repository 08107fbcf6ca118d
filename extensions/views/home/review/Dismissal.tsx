import { useState } from 'react';
import { Button, Select } from '@hubspot/ui-extensions';
import type { DismissReason } from '../../../contracts/review.ts';
import { useChange } from '../../../hooks/useQuestion.ts';
import { Confirm } from '../../../components/Confirm.tsx';
import { Fault } from '../../../components/TabFrame.tsx';
import type { Done, HomeTools } from '../home-tools.ts';

interface DismissalProps {
  answerId: string;
  tools: HomeTools;
  done: (done: Done) => void;
  back: () => void;
}

/** Says why an answer is no company's, and takes it out of the queue. */
export function Dismissal({ answerId, tools, done, back }: DismissalProps) {
  const words = tools.words.review;
  const [reason, setReason] = useState<DismissReason | ''>('');
  const { busy, fault, make } = useChange('POST /api/1/home/review/dismiss', tools.serverUrl);

  async function dismiss() {
    if (reason === '') return;
    const made = await make({ lang: tools.reader.lang }, { answerId, reason });
    if (made) done({ title: words.dismissed, text: words.dismissedText });
  }
  const cancel = (
    <Button variant="secondary" onClick={back}>
      {tools.words.cancel}
    </Button>
  );
  return (
    <>
      <Select
        label={words.dismissReason}
        name={`reason-${answerId}`}
        placeholder={words.chooseReason}
        value={reason}
        options={(Object.keys(words.reasons) as DismissReason[]).map((one) => ({ value: one, label: words.reasons[one] }))}
        onChange={(value) => setReason(value as DismissReason)}
      />
      <Confirm key={reason} label={words.dismissConfirm} text={words.dismissText} confirm={words.dismissConfirm} cancel={tools.words.cancel} busy={busy} disabled={reason === ''} beside={cancel} onConfirm={dismiss} />
      <Fault fault={fault} tools={tools} />
    </>
  );
}
