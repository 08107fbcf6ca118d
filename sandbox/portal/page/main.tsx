import { createRoot } from 'react-dom/client';
import { App } from './shell/App.tsx';

const place = document.getElementById('page');
if (place) createRoot(place).render(<App />);
