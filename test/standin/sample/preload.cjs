// The sample's bridge: a function of each kind that contextBridge must carry.
const { contextBridge, ipcRenderer } = require('electron');

let otherModule;
try {
  otherModule = typeof require('node:fs');
} catch (error) {
  otherModule = error.message;
}

contextBridge.exposeInMainWorld('bridge', {
  echo: (...args) => ipcRenderer.invoke('echo', ...args),
  who: () => ipcRenderer.invoke('who'),
  fail: () => ipcRenderer.invoke('fail'),
  nobody: () => ipcRenderer.invoke('nobody'),
  tell: (what) => ipcRenderer.send('tell', what),
  onNews: (listener) => {
    const hear = (_event, news) => listener(news);
    ipcRenderer.on('news', hear);
    return () => {
      ipcRenderer.off('news', hear);
    };
  },
  twice: (ask) => ask(1) + ask(2),
  boom: () => {
    throw new TypeError('boom inside');
  },
  nested: { list: [1, { two: 2 }], sandboxed: process.sandboxed, otherModule },
});
