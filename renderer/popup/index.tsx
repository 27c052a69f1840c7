// The popup's start: its store follows main, its view shows the store.
import '../ui/strict-csp.ts';
import '../ui/tokens.css';
import '../ui/base.css';
import { mount } from '../ui/mount.tsx';
import { Popup } from './popup.tsx';
import { createPopupStore, followPopup } from './store.ts';

const store = createPopupStore();
const unfollow = followPopup(window.popupBridge, store);
window.addEventListener('pagehide', unfollow, { once: true });

mount(<Popup store={store} bridge={window.popupBridge} />);
