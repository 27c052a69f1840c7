// What a page hears in a stream, by the browser's own spectrum analyser.

/** A function that gives the strongest frequency in the stream at that moment in Hz; 0 in silence. */
export function strongestHz(stream: MediaStream): () => number {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 4096;
  analyser.smoothingTimeConstant = 0;
  context.createMediaStreamSource(stream).connect(analyser);
  const decibels = new Float32Array(analyser.frequencyBinCount);
  return () => {
    analyser.getFloatFrequencyData(decibels);
    const strongest = decibels.reduce(
      (best, level, bin) => (level > (decibels[best] ?? level) ? bin : best),
      0,
    );
    const loud = (decibels[strongest] ?? Number.NEGATIVE_INFINITY) > -50;
    return loud ? (strongest * context.sampleRate) / analyser.fftSize : 0;
  };
}
