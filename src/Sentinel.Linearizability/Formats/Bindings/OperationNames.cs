namespace Sentinel.Formats.Bindings;

/// <summary>Finds operations of a model by the names that a file uses, each name looked at once.</summary>
internal sealed class OperationNames(ModelBinding binding)
{
    private readonly List<(string Name, int Operation)> known = [];

    /// <summary>The index of the operation.</summary>
    /// <exception cref="BindingException">The model has none of this name.</exception>
    public int Find(string name)
    {
        foreach (var (knownName, operation) in known)
        {
            // Readers give one string for one name.
            if (ReferenceEquals(knownName, name))
            {
                return operation;
            }
        }

        for (var operation = 0; operation < binding.Operations.Length; operation++)
        {
            if (binding.Operations[operation].IsNamed(name))
            {
                if (known.Count < 64)
                {
                    known.Add((name, operation));
                }

                return operation;
            }
        }

        var names = string.Join(", ", binding.Operations.Select(operation => operation.Name));
        var closest = Suggestion.Closest(name, binding.Operations.SelectMany(operation => operation.Aliases.Prepend(operation.Name)));
        throw new BindingException(
            $"the model {binding.Name} has no operation \"{name}\"{(closest is null ? "" : $" (did you mean {closest}?)")}; expected one of: {names}");
    }
}
