namespace Metarr.Enrichment.Tests.Imaging.Making;

/// <summary>Sound files of every kind, and what becomes of them when bytes are changed, cut, repeated or moved.</summary>
internal static class HostileInputs
{
    private static readonly byte[] Telling = [0x00, 0x01, 0x7F, 0x80, 0xFE, 0xFF, 0xC4, 0xDA, 0xD0, 0xD9];

    /// <summary>The files that are mutated.</summary>
    public static IReadOnlyList<byte[]> Seeds { get; } = MakeSeeds();

    /// <summary>An input, the same one for the same number.</summary>
    public static byte[] Make(int number)
    {
        var random = new Random(number);
        var file = (byte[])Seeds[number % Seeds.Count].Clone();
        for (var changes = random.Next(1, 6); changes > 0 && file.Length > 4; changes--)
            file = Change(file, random);

        return random.Next(3) == 0 ? MendChecksums(file) : file;
    }

    private static byte[] Change(byte[] file, Random random)
    {
        // Headers decide the most, so that half of all changes meet them.
        var at = random.Next(random.Next(2) == 0 ? file.Length : Math.Min(file.Length, 700));
        var length = random.Next(1, Math.Max(2, Math.Min(200, file.Length - at)));
        switch (random.Next(7))
        {
            case 0:
                file[at] = (byte)random.Next(256);
                return file;
            case 1:
                file[at] = Telling[random.Next(Telling.Length)];
                return file;
            case 2:
                file[at] ^= (byte)(1 << random.Next(8));
                return file;
            case 3:
                return file[..Math.Max(1, at)];
            case 4:
                return [.. file[..at], .. file[Math.Min(file.Length, at + length)..]];
            case 5:
                return [.. file[..Math.Min(file.Length, at + length)], .. file[at..]];
            default:
                random.NextBytes(file.AsSpan(at, Math.Min(length, file.Length - at)));
                return file;
        }
    }

    // Without this hardly a mutated PNG gets past its checksums.
    private static byte[] MendChecksums(byte[] file)
    {
        if (file.Length < 8 || file[0] != 0x89)
            return file;

        for (var at = 8; at + 12 <= file.Length;)
        {
            var length = (file[at] << 24) | (file[at + 1] << 16) | (file[at + 2] << 8) | file[at + 3];
            if (length < 0 || length > file.Length - at - 12)
                return file;

            var crc = PngWriter.Crc(file.AsSpan(at + 4, length + 4));
            (file[at + 8 + length], file[at + 9 + length]) = ((byte)(crc >> 24), (byte)(crc >> 16));
            (file[at + 10 + length], file[at + 11 + length]) = ((byte)(crc >> 8), (byte)crc);
            at += 12 + length;
        }

        return file;
    }

    private static List<byte[]> MakeSeeds()
    {
        var photo = Raster.Photo(90, 70, seed: 1);
        var logo = Raster.Logo(120, 50, seed: 2);
        var jpeg = new JpegWriter();
        var png = new PngWriter { ChunkBytes = 900 };
        return
        [
            jpeg.Write(photo), (jpeg with { IsProgressive = true }).Write(photo), (jpeg with { RestartInterval = 3 }).Write(photo),
            (jpeg with { IsSeparate = true, HasFlatCodes = true, Orientation = 6 }).Write(photo), (jpeg with { Precision = 12 }).Write(photo),
            (jpeg with { Colour = JpegWriter.Colours.Ycck, IsProgressive = true }).Write(photo),
            (jpeg with { Colour = JpegWriter.Colours.Grey, HasLateHeight = true }).Write(photo), png.Write(logo),
            (png with { IsInterlaced = true }).Write(photo), (png with { ColourType = 2, Depth = 16 }).Write(photo),
            (png with { ColourType = 3, Depth = 4, Palette = new byte[48], Transparency = [1, 2] }).Write(photo),
            (png with { ColourType = 0, Depth = 1, Transparency = [0, 1] }).Write(photo), SmallFiles.WebP("VP8X", 300, 200),
            SmallFiles.Gif(90, 70), SmallFiles.Bmp(20, 10), SmallFiles.Ico(png.Write(logo)), SmallFiles.Heif("av01", 90, 70, 1),
            [.. "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><g style='fill:url(#a)'><path d='M0 0'/></g></svg>"u8],
            SmallFiles.Mp4(640, 480, 9), SmallFiles.Matroska(640, 480, 9),
        ];
    }
}
