using Sentinel.Formats;
using Sentinel.Formats.Bindings;

namespace Sentinel.Cli.Verbs;

/// <summary>Finds a built-in model by the name that the user gave.</summary>
internal static class ModelOption
{
    /// <summary>The model.</summary>
    /// <exception cref="UsageException">There is none of this name.</exception>
    public static ModelBinding Find(string name)
    {
        if (ModelBinding.Find(name) is { } found)
        {
            return found;
        }

        var names = ModelBinding.All.Select(model => model.Name);
        throw new UsageException(
            $"unknown model '{name}'{UsageErrors.DidYouMean(Suggestion.Closest(name, names))}; the models are {string.Join(", ", names)}");
    }
}
