namespace Sentinel.Scheduling;

/// <summary>The logical state of synchronisation objects in one run, by object identity.</summary>
/// <remarks>Kept per run: an object that outlives a run starts the next one in its real state.</remarks>
internal sealed class Models
{
    private readonly Dictionary<(Type, object), object> _models = new(PairComparer.Instance);

    /// <summary>The model of the given kind for <paramref name="key"/>, made at first touch.</summary>
    public TModel Get<TModel>(object key, Func<object, TModel> create)
        where TModel : class
    {
        var pair = (typeof(TModel), key);
        if (!_models.TryGetValue(pair, out var model))
        {
            model = create(key);
            _models.Add(pair, model);
        }

        return (TModel)model;
    }

    public TModel? Find<TModel>(object key)
        where TModel : class => _models.TryGetValue((typeof(TModel), key), out var model) ? (TModel)model : null;

    private sealed class PairComparer : IEqualityComparer<(Type Kind, object Key)>
    {
        public static readonly PairComparer Instance = new();

        public bool Equals((Type Kind, object Key) x, (Type Kind, object Key) y) => x.Kind == y.Kind && ReferenceEquals(x.Key, y.Key);

        public int GetHashCode((Type Kind, object Key) obj) =>
            System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(obj.Key) ^ obj.Kind.GetHashCode();
    }
}
