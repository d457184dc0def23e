using System.Text;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Sentinel.Scheduling;

/// <summary>Collects the sites of one assembly while it is rewritten, and carries them in it as a resource.</summary>
internal sealed class SiteWriter(int assembly)
{
    public const string ResourceName = "Sentinel.Scheduling.Sites";

    // Local number 0 of assembly 0 would be site 0, which means "no site".
    private readonly List<RewrittenSite> _sites = [default(RewrittenSite) with { Member = "", ValueType = "", Method = "", File = "", Call = "", Part = "" }];

    private readonly Dictionary<MethodDefinition, (string File, int Line)> _places = [];

    // The lines of the method that was asked for last: a method has many sites, one after the other.
    private MethodDefinition? _read;
    private SequencePoint[] _points = [];

    public IReadOnlyList<RewrittenSite> Sites => _sites;

    public int Add(SiteKind kind, string member, MethodDefinition method, Instruction at, string valueType = "", bool byAddress = false, string call = "", string part = "")
    {
        var (file, line) = _places.TryGetValue(method, out var place) ? place : Source(method, at);
        _sites.Add(new RewrittenSite(kind, member, valueType, Pretty(method), file, line, byAddress, call, part));
        return SiteTable.IdOf(assembly, _sites.Count - 1);
    }

    /// <summary>A method made by the rewriter stands for a place in another one.</summary>
    public void Stands(MethodDefinition made, MethodDefinition method, Instruction at) => _places[made] = Source(method, at);

    public byte[] Serialize()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(_sites.Count);
        foreach (var site in _sites)
        {
            writer.Write((byte)site.Kind);
            writer.Write(site.Member);
            writer.Write(site.ValueType);
            writer.Write(site.Method);
            writer.Write(site.File);
            writer.Write(site.Line);
            writer.Write(site.ByAddress);
            writer.Write(site.Call);
            writer.Write(site.Part);
        }

        writer.Flush();
        return stream.ToArray();
    }

    public static IReadOnlyList<RewrittenSite> Deserialize(Stream stream)
    {
        using var reader = new BinaryReader(stream, Encoding.UTF8);
        var sites = new RewrittenSite[reader.ReadInt32()];
        for (var i = 0; i < sites.Length; i++)
        {
            sites[i] = new RewrittenSite(
                (SiteKind)reader.ReadByte(),
                reader.ReadString(),
                reader.ReadString(),
                reader.ReadString(),
                reader.ReadString(),
                reader.ReadInt32(),
                reader.ReadBoolean(),
                reader.ReadString(),
                reader.ReadString());
        }

        return sites;
    }

    /// <summary>The method as its author wrote it: state machines and closures are shown as the method that holds them.</summary>
    private static string Pretty(MethodDefinition method)
    {
        var type = method.DeclaringType;
        var name = method.Name;
        while (type.DeclaringType is not null && type.Name.StartsWith('<'))
        {
            var end = type.Name.IndexOf('>', StringComparison.Ordinal);
            name = end > 1 ? type.Name[..end].TrimStart('<') : name;
            type = type.DeclaringType;
        }

        var close = name.IndexOf('>', StringComparison.Ordinal);
        if (name.StartsWith('<') && close > 1)
        {
            name = name[..close].TrimStart('<');
        }

        return $"{TypeName(type)}.{name}";
    }

    public static string TypeName(TypeReference type)
    {
        var name = type.GetElementType().Name;
        var tick = name.IndexOf('`', StringComparison.Ordinal);
        return tick > 0 ? name[..tick] : name;
    }

    private (string File, int Line) Source(MethodDefinition method, Instruction at)
    {
        if (_read != method)
        {
            _read = method;
            _points = method.DebugInformation.HasSequencePoints ? [.. method.DebugInformation.SequencePoints.Where(p => !p.IsHidden).OrderBy(p => p.Offset)] : [];
        }

        // The last one at or before the place.
        var (low, high) = (0, _points.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _points[middle].Offset <= at.Offset ? (middle + 1, high) : (low, middle);
        }

        return low == 0 ? ("", 0) : (_points[low - 1].Document.Url, _points[low - 1].StartLine);
    }
}
