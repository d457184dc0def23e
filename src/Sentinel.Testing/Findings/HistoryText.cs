using Sentinel.Histories;
using Sentinel.Models;

namespace Sentinel.Testing;

/// <summary>A recorded history as lines of text.</summary>
internal static class HistoryText
{
    public static string Of<TState, TInput, TOutput>(History<TInput, TOutput> history, Model<TState, TInput, TOutput> model)
        where TState : notnull =>
        string.Join('\n', history.Select(operation =>
            $"  {operation.Interval,-12} {operation.Process}  {model.DescribeOperation(operation.Input, operation.Outcome)}"));
}
