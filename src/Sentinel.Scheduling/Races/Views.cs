using System.Diagnostics.CodeAnalysis;

namespace Sentinel.Scheduling;

/// <summary>What queries, enumerators and wrappers of one run were made from.</summary>
internal sealed class Views
{
    // Arrays, replaced and never changed: whoever goes through one may be stopped in the middle.
    private readonly Dictionary<object, object[]> _sources = new(ReferenceEqualityComparer.Instance);

    /// <remarks>The framework has one enumerator for all empty collections: what comes from two sources, one call each, belongs to neither.</remarks>
    public void Add(object view, object source, bool isFirst)
    {
        if (!_sources.TryGetValue(view, out var sources))
        {
            _sources.Add(view, [source]);
        }
        else if (isFirst && (sources.Length == 0 || !ReferenceEquals(sources[0], source)))
        {
            _sources[view] = [];
        }
        else if (!isFirst && sources.Length > 0 && !sources.Contains(source, ReferenceEqualityComparer.Instance))
        {
            _sources[view] = [.. sources, source];
        }
    }

    public bool TryGet(object view, [NotNullWhen(true)] out object[]? sources) => _sources.TryGetValue(view, out sources);
}
