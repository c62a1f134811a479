// Makes pictures with sharp and runs it as the peer of the imaging benchmarks: one JSON command a line in, one answer a line out.
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import sharp from 'sharp';

sharp.cache(false);
sharp.concurrency(1);

// A small generator of its own (mulberry32), so that a seed makes the same picture everywhere.
function generator(seed) {
  let state = (seed * 2654435761) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

// Letters made of strokes: what a title looks like to a hash, without depending on installed fonts.
function letters(random, count, left, top, width, height, paint) {
  const cell = width / count;
  const parts = [];
  for (let i = 0; i < count; i++) {
    const x = (t) => (left + i * cell + t * cell * 0.75).toFixed(1);
    const y = (t) => (top + t * height).toFixed(1);
    const at = () => [Math.floor(random() * 3) / 2, Math.floor(random() * 3) / 2];
    let path = '';
    for (let stroke = 0; stroke < 3; stroke++) {
      const [from, via, to] = [at(), at(), at()];
      path += random() < 0.6
        ? `M${x(from[0])} ${y(from[1])}L${x(to[0])} ${y(to[1])}`
        : `M${x(from[0])} ${y(from[1])}Q${x(via[0])} ${y(via[1])} ${x(to[0])} ${y(to[1])}`;
    }

    parts.push(`<path d="${path}" fill="none" stroke="${paint}" stroke-width="${(cell * 0.16).toFixed(1)}" stroke-linecap="round"/>`);
  }

  return parts.join('');
}

const colour = (random) => `rgb(${[0, 0, 0].map(() => Math.floor(random() * 256)).join(',')})`;

function shapes(random, width, height) {
  const parts = [];
  for (let i = 3 + Math.floor(random() * 6); i > 0; i--) {
    const [cx, cy] = [random() * width, random() * height];
    const [rx, ry] = [width * (0.05 + random() * 0.3), height * (0.05 + random() * 0.3)];
    const look = `fill="${colour(random)}" opacity="${(0.4 + random() * 0.6).toFixed(2)}"`;
    parts.push(random() < 0.6
      ? `<ellipse cx="${cx}" cy="${cy}" rx="${rx}" ry="${ry}" ${look}/>`
      : `<rect x="${cx - rx}" y="${cy - ry}" width="${2 * rx}" height="${2 * ry}" transform="rotate(${random() * 90} ${cx} ${cy})" ${look}/>`);
  }

  return parts.join('');
}

const svg = (width, height, content) =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${content}</svg>`);

// Noise at all scales under shapes and a title, with the grain of a photograph.
async function photo({ seed, title, width, height, grain = 6 }) {
  const random = generator(seed);
  const sum = new Float32Array(width * height * 3).fill(128);
  for (const [cells, strength] of [[3, 40 + random() * 70], [9, 20 + random() * 50], [30, 28], [100, 14], [400, 9]]) {
    const rows = Math.max(2, Math.round((cells * height) / width));
    const noise = Buffer.from(Float64Array.from({ length: cells * rows * 3 }, () => random() * 255));
    const field = await sharp(noise, { raw: { width: cells, height: rows, channels: 3 } })
      .resize(width, height, { kernel: 'cubic', fit: 'fill' }).raw().toBuffer();
    for (let i = 0; i < sum.length; i++) {
      sum[i] += ((field[i] - 128) * strength) / 128;
    }
  }

  const pixels = Buffer.alloc(sum.length);
  for (let i = 0; i < sum.length; i++) {
    pixels[i] = Math.max(0, Math.min(255, sum[i] + (random() - 0.5) * grain));
  }

  const glyphs = generator(title ?? seed);
  const over = svg(width, height, shapes(random, width, height)
    + letters(glyphs, 6 + Math.floor(glyphs() * 7), width * 0.1, height * 0.8, width * 0.8, height * 0.1, 'white'));
  const data = await sharp(pixels, { raw: { width, height, channels: 3 } }).composite([{ input: over }]).removeAlpha().raw().toBuffer();
  return { data, width, height, channels: 3 };
}

// Bold letters over the whole width, with a shadow, a gradient or plain, on a transparent ground: as alike as real logos are.
async function logo({ seed, width, height, grain = 0 }) {
  const random = generator(seed);
  const paint = ['white', 'white', 'black', 'url(#g)', colour(random)][Math.floor(random() * 5)];
  const definitions = `<linearGradient id="g" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${colour(random)}"/>`
    + `<stop offset="1" stop-color="${colour(random)}"/></linearGradient><filter id="s"><feGaussianBlur stdDeviation="4"/></filter>`;
  const lines = 1 + Math.floor(random() * 2);
  let text = '';
  for (let line = 0; line < lines; line++) {
    const count = 8 + Math.floor(random() * 7);
    text += letters(random, count, width * 0.03, (height * (line + 0.15)) / lines, width * 0.94, (height * 0.7) / lines, paint);
  }

  const shadow = random() < 0.5 ? `<g filter="url(#s)" opacity="0.7" transform="translate(3,4)">${text.replaceAll(paint, 'black')}</g>` : '';
  const data = await sharp(svg(width, height, `<defs>${definitions}</defs>${shadow}${text}`)).ensureAlpha().raw().toBuffer();
  for (let i = 0; grain > 0 && i < data.length; i += 4) {
    for (let c = 0; c < 3 && data[i + 3] > 0; c++) {
      data[i + c] = Math.max(0, Math.min(255, data[i + c] + (random() - 0.5) * grain));
    }
  }

  return { data, width, height, channels: 4 };
}

async function write(picture, { path, format, quality, progressive, chroma, scale = 1, crop = 0, palette }) {
  const { width, height, channels } = picture;
  let image = sharp(picture.data, { raw: { width, height, channels } });
  if (crop > 0) {
    const [left, top] = [Math.round(width * crop), Math.round(height * crop)];
    image = image.extract({ left, top, width: width - 2 * left, height: height - 2 * top });
  }

  if (scale !== 1) {
    image = image.resize(Math.round(width * scale), Math.round(height * scale), { fit: 'fill' });
  }

  image = format === 'jpeg' ? image.jpeg({ quality, progressive, chromaSubsampling: chroma ?? '4:2:0' }) : image.png({ palette: palette ?? false });
  await image.toFile(path);
}

async function decode({ path, out }) {
  const { data, info } = await sharp(path).raw().toBuffer({ resolveWithObject: true });
  await writeFile(out, data);
  return { width: info.width, height: info.height, channels: info.channels };
}

const cosines = Array.from({ length: 8 }, (_, u) => Float64Array.from({ length: 32 }, (_, x) => Math.cos(((2 * x + 1) * u * Math.PI) / 64)));

function perceptualHash(field) {
  const half = new Float64Array(8 * 32);
  for (let y = 0; y < 32; y++) {
    for (let u = 0; u < 8; u++) {
      let sum = 0;
      for (let x = 0; x < 32; x++) {
        sum += field[y * 32 + x] * cosines[u][x];
      }

      half[u * 32 + y] = sum;
    }
  }

  const low = new Float64Array(64);
  for (let i = 0; i < 64; i++) {
    for (let y = 0; y < 32; y++) {
      low[i] += half[(i % 8) * 32 + y] * cosines[i >> 3][y];
    }
  }

  const median = low.slice(1).sort()[31];
  return low.reduce((bits, value, i) => (i > 0 && value > median ? bits + '1' : bits + '0'), '');
}

// What the pipeline wants to know of an image, the way one does it with sharp.
async function analyse(file) {
  const { width, height } = await sharp(file).metadata();
  const field = await sharp(file).resize(32, 32, { fit: 'fill' }).greyscale().raw().toBuffer();
  return { width, height, hash: perceptualHash(field), sha256: createHash('sha256').update(file).digest('hex') };
}

async function run({ paths, milliseconds, inFlight }) {
  const files = await Promise.all(paths.map((path) => readFile(path)));
  const start = performance.now();
  const before = process.cpuUsage();
  let [started, done] = [0, 0];
  const work = async () => {
    while (performance.now() - start < milliseconds || done < files.length) {
      await analyse(files[started++ % files.length]);
      done++;
    }
  };
  await Promise.all(Array.from({ length: inFlight }, work));
  const elapsed = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  return { perSecond: (done * 1000) / elapsed, processorMilliseconds: (user + system) / 1000 / done };
}

async function make({ kind, outputs, ...picture }) {
  const made = await (kind === 'logo' ? logo(picture) : photo(picture));
  for (const output of outputs) {
    await write(made, output);
  }

  return {};
}

const commands = { run, make, decode, version: async () => ({ version: sharp.versions.sharp, vips: sharp.versions.vips }) };
for await (const line of createInterface({ input: process.stdin })) {
  const { command, ...parameters } = JSON.parse(line);
  try {
    console.log(JSON.stringify(await commands[command](parameters)));
  } catch (error) {
    console.log(JSON.stringify({ error: String(error) }));
  }
}
