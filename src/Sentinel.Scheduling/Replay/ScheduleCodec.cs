using System.Buffers.Text;
using System.Text;

namespace Sentinel.Scheduling;

/// <summary>Writes a schedule as short text for a replay token, and reads it back.</summary>
/// <remarks>Base64url of: a version byte; flags; the seed where it is not 1; the deviations as variable-length triplets; the members that were points; a check byte. Some
/// three bytes a deviation. Thread-safe.</remarks>
public static class ScheduleCodec
{
    private const byte Version = 2;
    private const byte TimersAsChoices = 1;
    private const byte InlineContinuations = 2;
    private const byte UnmodelledCalls = 4;
    private const byte HasSeed = 8;

    // A count beyond this is damage, not a schedule: it must not make the reader allocate.
    private const int MostItems = 100_000;

    /// <summary>The schedule as text of letters, digits, '-' and '_'.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="schedule"/> is null.</exception>
    public static string Encode(Schedule schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(Version);
        WriteConditions(writer, schedule);
        writer.Write7BitEncodedInt(schedule.Deviations.Count);
        foreach (var deviation in schedule.Deviations)
        {
            writer.Write7BitEncodedInt(deviation.Thread);
            writer.Write7BitEncodedInt(deviation.Ordinal);
            writer.Write7BitEncodedInt(deviation.Target);
        }

        writer.Write7BitEncodedInt(schedule.Points.Count);
        foreach (var point in schedule.Points)
        {
            writer.Write(point);
        }

        writer.Flush();
        writer.Write(Check(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
        writer.Flush();
        return Base64Url.EncodeToString(stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }

    /// <summary>The schedule that <see cref="Encode"/> wrote.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    /// <exception cref="FormatException">The text is damaged, or of another version; the message says which.</exception>
    public static Schedule Decode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        byte[] bytes;
        try
        {
            bytes = Base64Url.DecodeFromChars(text);
        }
        catch (FormatException error)
        {
            throw new FormatException($"A schedule holds letters, digits, '-' and '_' only: {error.Message}", error);
        }

        if (bytes.Length < 4 || Check(bytes.AsSpan(0, bytes.Length - 1)) != bytes[^1])
        {
            throw new FormatException("The schedule is damaged: its check byte does not fit. Was the token cut off?");
        }

        using var reader = new BinaryReader(new MemoryStream(bytes, 0, bytes.Length - 1), Encoding.UTF8);
        var version = reader.ReadByte();
        if (version != Version)
        {
            throw new FormatException($"The schedule is of version {version}; this reads version {Version}.");
        }

        try
        {
            var flags = reader.ReadByte();
            var seed = (flags & HasSeed) != 0 ? (ulong)reader.Read7BitEncodedInt64() : 1;
            var deviations = new Deviation[Count(reader)];
            for (var i = 0; i < deviations.Length; i++)
            {
                deviations[i] = new Deviation(reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt());
            }

            var points = new string[Count(reader)];
            for (var i = 0; i < points.Length; i++)
            {
                points[i] = reader.ReadString();
            }

            return new Schedule(deviations, points)
            {
                Seed = seed,
                TimersAsChoices = (flags & TimersAsChoices) != 0,
                InlineContinuationsAsChoices = (flags & InlineContinuations) != 0,
                MakesUnmodelledCalls = (flags & UnmodelledCalls) != 0,
            };
        }
        catch (EndOfStreamException error)
        {
            throw new FormatException("The schedule ends too early.", error);
        }
    }

    private static void WriteConditions(BinaryWriter writer, Schedule schedule)
    {
        writer.Write((byte)(
            (schedule.TimersAsChoices ? TimersAsChoices : 0)
            | (schedule.InlineContinuationsAsChoices ? InlineContinuations : 0)
            | (schedule.MakesUnmodelledCalls ? UnmodelledCalls : 0)
            | (schedule.Seed != 1 ? HasSeed : 0)));
        if (schedule.Seed != 1)
        {
            writer.Write7BitEncodedInt64((long)schedule.Seed);
        }
    }

    private static int Count(BinaryReader reader)
    {
        var count = reader.Read7BitEncodedInt();
        return count is >= 0 and <= MostItems ? count : throw new FormatException($"The schedule claims {count} items.");
    }

    private static byte Check(ReadOnlySpan<byte> bytes)
    {
        var sum = 2166136261;
        foreach (var value in bytes)
        {
            sum = unchecked((sum ^ value) * 16777619);
        }

        return (byte)(sum ^ (sum >> 8) ^ (sum >> 16) ^ (sum >> 24));
    }
}
