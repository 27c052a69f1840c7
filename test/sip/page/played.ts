// What a page plays to its agent's ear, by the browser's own spectrum analyser.

declare global {
  interface Window {
    /** The strongest frequency that is being played in Hz; 0 in silence. */
    playedHz?: () => number;
  }
}

/** Run in a page before its own scripts: from then on `window.playedHz` follows the last stream played. */
export function notePlayed(): void {
  const play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
    if (this.srcObject instanceof MediaStream) {
      const context = new AudioContext();
      const analyser = context.createAnalyser();
      analyser.fftSize = 4096;
      analyser.smoothingTimeConstant = 0;
      context.createMediaStreamSource(this.srcObject).connect(analyser);
      const levels = new Float32Array(analyser.frequencyBinCount);
      window.playedHz = () => {
        analyser.getFloatFrequencyData(levels);
        const loudest = Math.max(...levels);
        return loudest > -50 ? (levels.indexOf(loudest) * context.sampleRate) / analyser.fftSize : 0;
      };
    }
    return play.call(this);
  };
}
