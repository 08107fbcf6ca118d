import { Dialog } from '../components/overlays.tsx';
import type { IframeRequest } from './card-actions.ts';

export function IframeModal({ request, onClose }: { request: IframeRequest; onClose: () => void }) {
  return (
    <Dialog kind="modal" shown title={request.title ?? ''} label={request.uri} width="lg" close={onClose}>
      <iframe className="x-iframe" src={request.uri} title={request.title ?? request.uri} width={request.width} height={request.height} sandbox="allow-scripts allow-forms allow-popups" />
    </Dialog>
  );
}
