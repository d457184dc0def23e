namespace Sentinel.Formats;

/// <summary>What a <see cref="Value"/> is. The order of the members is the order of values of different kinds.</summary>
public enum ValueKind
{
    /// <summary>Nothing: <c>null</c>, in EDN <c>nil</c>.</summary>
    Null,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A whole number of 64 bits.</summary>
    Integer,

    /// <summary>A number that is not an <see cref="Integer"/>. Integers and numbers are ordered together, by size.</summary>
    Number,

    /// <summary>A text; keywords, symbols and characters of EDN are texts too.</summary>
    Text,

    /// <summary>A sequence of values; a set of EDN is its elements in order.</summary>
    List,

    /// <summary>Pairs of values, in the order of the first of each pair.</summary>
    Map,
}
