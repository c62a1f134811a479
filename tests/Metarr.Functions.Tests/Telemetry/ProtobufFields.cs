namespace Metarr.Functions.Tests.Telemetry;

/// <summary>Reads the fields of a protobuf message that hold bytes: texts, bytes, and messages within.</summary>
internal static class ProtobufFields
{
    /// <summary>The values of a field, in their order.</summary>
    public static List<byte[]> Of(byte[] message, int wanted)
    {
        var found = new List<byte[]>();
        for (var at = 0; at < message.Length;)
        {
            var key = Number(message, ref at);
            var field = (int)(key >> 3);
            switch (key & 7)
            {
                case 0:
                    Number(message, ref at);
                    break;
                case 1:
                    at += 8;
                    break;
                case 2:
                    var length = (int)Number(message, ref at);
                    if (field == wanted) found.Add(message[at..(at + length)]);
                    at += length;
                    break;
                case 5:
                    at += 4;
                    break;
                default:
                    throw new InvalidDataException($"The wire type {key & 7} at {at} is none that is in use.");
            }
        }

        return found;
    }

    private static ulong Number(byte[] message, ref int at)
    {
        var (number, shift) = (0UL, 0);
        while (true)
        {
            var next = message[at++];
            number |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return number;
            shift += 7;
        }
    }
}
