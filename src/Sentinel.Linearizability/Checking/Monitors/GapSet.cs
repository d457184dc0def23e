using System.Numerics;

namespace Sentinel.Checking.Monitors;

/// <summary>A set of gaps that only grows, with the next and the previous one in it.</summary>
/// <remarks>A bit for each gap, a bit for each word of those that is not empty, and so on.</remarks>
internal sealed class GapSet
{
    private readonly ulong[][] levels;

    public GapSet(int count)
    {
        List<ulong[]> words = [];
        do
        {
            count = (count + 63) / 64;
            words.Add(new ulong[count]);
        }
        while (count > 1);

        levels = [.. words];
    }

    public void Add(int gap)
    {
        foreach (var level in levels)
        {
            level[gap >> 6] |= 1UL << (gap & 63);
            gap >>= 6;
        }
    }

    /// <summary>The first one that is not before a gap; there has to be one.</summary>
    public int Next(int gap)
    {
        for (var i = 0; ; i++, gap = (gap >> 6) + 1)
        {
            if (gap >> 6 < levels[i].Length && levels[i][gap >> 6] >> (gap & 63) is not 0 and var word)
            {
                gap += BitOperations.TrailingZeroCount(word);
                for (; i > 0; i--)
                {
                    gap = (gap << 6) + BitOperations.TrailingZeroCount(levels[i - 1][gap]);
                }

                return gap;
            }
        }
    }

    /// <summary>The last one that is not after a gap; there has to be one.</summary>
    public int Previous(int gap)
    {
        for (var i = 0; ; i++, gap = (gap >> 6) - 1)
        {
            if (gap >= 0 && levels[i][gap >> 6] << (63 - (gap & 63)) is not 0 and var word)
            {
                gap -= BitOperations.LeadingZeroCount(word);
                for (; i > 0; i--)
                {
                    gap = (gap << 6) + 63 - BitOperations.LeadingZeroCount(levels[i - 1][gap]);
                }

                return gap;
            }
        }
    }
}
