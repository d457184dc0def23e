using Sentinel.Models;

namespace Sentinel.Properties.Checking;

/// <summary>The models that the engine is judged on, each with few values, so that they collide.</summary>
internal static class ModelCases
{
    public static ModelCase<RegisterState<int?>, RegisterInput<int?>, RegisterOutput<int?>> Register { get; } = new(
        new RegisterModel<int?>(cas: false), [.. Reads(3), .. Writes], RegisterOutputs);

    public static ModelCase<RegisterState<int?>, RegisterInput<int?>, RegisterOutput<int?>> CasRegister { get; } = new(
        new RegisterModel<int?>(), [.. Reads(2), .. Writes, .. Swaps], RegisterOutputs);

    public static ModelCase<KvState, KvInput, string> Kv { get; } = new(
        new KvModel(),
        [KvInput.Get("a"), KvInput.Get("b"), KvInput.Put("a", "1"), KvInput.Append("a", "2"), KvInput.Append("b", "1"), KvInput.Get("a"), KvInput.Delete("a")],
        input => input.Kind == KvOperation.Get ? ["", "1", "2", "12", "11"] : [""]);

    public static ModelCase<int, TicketInput, int> Ticket { get; } = new(
        new TicketModel(), [TicketInput.Take, TicketInput.Take, TicketInput.Look], _ => [0, 1, 2, 3, 4]);

    public static ModelCase<int, ChoiceInput, int> Choice { get; } = new(
        new ChoiceModel(), [ChoiceInput.Flip, ChoiceInput.Flip, ChoiceInput.Peek, ChoiceInput.Reset], input => input switch
        {
            ChoiceInput.Flip => [0, 1, 2],
            ChoiceInput.Peek => [0, 1, 2, 3],
            _ => [0],
        });

    public static IReadOnlyList<ModelCase> All { get; } = [Register, CasRegister, Kv, Ticket, Choice];

    private static IEnumerable<RegisterInput<int?>> Writes => [RegisterInput<int?>.Write(1), RegisterInput<int?>.Write(2), RegisterInput<int?>.Write(3)];

    private static IEnumerable<RegisterInput<int?>> Swaps =>
        [RegisterInput<int?>.Cas(1, 2), RegisterInput<int?>.Cas(2, 1), RegisterInput<int?>.Cas(2, 3), RegisterInput<int?>.Cas(1, 1), RegisterInput<int?>.Cas(null, 1)];

    private static IEnumerable<RegisterInput<int?>> Reads(int count) => Enumerable.Repeat(RegisterInput<int?>.Read, count);

    private static RegisterOutput<int?>[] RegisterOutputs(RegisterInput<int?> input) => input.Kind switch
    {
        RegisterOperation.Read => [.. new int?[] { null, 1, 2, 3 }.Select(RegisterOutput<int?>.Of)],
        RegisterOperation.Write => [RegisterOutput<int?>.Done],
        _ => [RegisterOutput<int?>.Done, RegisterOutput<int?>.Mismatch],
    };
}
