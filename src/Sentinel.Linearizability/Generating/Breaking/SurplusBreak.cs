using Sentinel.Formats;

namespace Sentinel.Generating.Breaking;

/// <summary>An element that leaves a container more often than it came in.</summary>
/// <remarks>As many removals returned the element as there are operations that put it in, Unknown ones included; now one removal more returns it.</remarks>
internal static class SurplusBreak
{
    /// <summary>Breaks the history, if there is a place.</summary>
    /// <returns>The argument; <see langword="null"/> where there is none.</returns>
    public static string? TryBreak(List<GeneratedOperation> operations, Random random)
    {
        Dictionary<(Value Key, Value Element), int> left = [];
        foreach (var operation in operations)
        {
            var (call, element) = (operation.Call, operation.Call.Argument.IsNull ? operation.Answer.Value : operation.Call.Argument);
            if (!element.IsNull && (operation.IsReturned || !call.Argument.IsNull))
            {
                left[(call.Key, element)] = left.GetValueOrDefault((call.Key, element)) + (call.Argument.IsNull ? -1 : 1);
            }
        }

        var usedUp = left.Where(entry => entry.Value == 0).Select(entry => entry.Key).ToList();
        var removals = operations.Where(operation => operation.Call.Argument.IsNull && operation.IsReturned).ToList();
        for (var i = 0; i < 50 && usedUp.Count > 0 && removals.Count > 0; i++)
        {
            var (key, element) = usedUp[random.Next(usedUp.Count)];
            var chosen = removals[random.Next(removals.Count)];
            if (chosen.Call.Key == key && chosen.Answer.Value != element)
            {
                chosen.Answer = new(element);
                return $"{chosen}: more operations return {element} than put it in";
            }
        }

        return null;
    }
}
