namespace Sentinel.Checking.Monitors;

/// <summary>A place in the order: operations sorted by it are a witness.</summary>
/// <param name="Gap">The moment, as the gap right after the event of that rank.</param>
/// <param name="Group">What comes first in the same gap.</param>
/// <param name="Order">The order in a group.</param>
/// <param name="Half">0 for what puts a value in, 1 for what takes it, where both have the same place.</param>
/// <param name="Position">The operation, by its position.</param>
internal readonly record struct Placement(int Gap, int Group, int Order, int Half, int Position) : IComparable<Placement>
{
    /// <summary>The operations in their order, by indices in the history.</summary>
    public static int[] Witness(List<Placement> placements, ReadOnlySpan<int> indices)
    {
        placements.Sort();
        var witness = new int[placements.Count];
        for (var i = 0; i < witness.Length; i++)
        {
            witness[i] = indices[placements[i].Position];
        }

        return witness;
    }

    /// <inheritdoc/>
    public int CompareTo(Placement other) =>
        Gap != other.Gap ? Gap.CompareTo(other.Gap)
        : Group != other.Group ? Group.CompareTo(other.Group)
        : Order != other.Order ? Order.CompareTo(other.Order)
        : Half.CompareTo(other.Half);

    public static bool operator <(Placement left, Placement right) => left.CompareTo(right) < 0;

    public static bool operator >(Placement left, Placement right) => left.CompareTo(right) > 0;

    public static bool operator <=(Placement left, Placement right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Placement left, Placement right) => left.CompareTo(right) >= 0;
}
