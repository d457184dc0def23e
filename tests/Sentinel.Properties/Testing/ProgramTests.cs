using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Sentinel.Testing;

namespace Sentinel.Properties.Testing;

public sealed class ProgramTests
{
    private static readonly CounterSpec Spec = new();
    private static readonly ProgramGenerator<Call> Generator = new(Spec.Name, Spec.Kinds);
    private static readonly ArgumentShrinker<Call> Arguments = new(Generator, new(Spec.Kinds, Spec.KindOf, Spec.Rename));

    [Property(MaxTest = 200)]
    public bool The_same_seed_gives_the_same_program(ulong seed) =>
        Sample(seed, new()).Equals(Sample(seed, new()));

    [Property(MaxTest = 500)]
    public bool Programs_keep_to_their_size(ulong seed, byte processes, byte operations)
    {
        var size = new ProgramSize { Processes = 2 + (processes % 4), Operations = 1 + (operations % 8), Prefix = operations % 3, Suffix = processes % 3 };
        var program = Sample(seed, size);
        return program.Branches.Length >= 2 && program.Branches.Length <= size.Processes
            && program.Branches.All(branch => branch.Length >= 1 && branch.Length <= size.Operations)
            && program.Prefix.Length <= size.Prefix && program.Suffix.Length <= size.Suffix;
    }

    [Property(MaxTest = 200)]
    public bool A_candidate_is_another_program_and_never_a_larger_one(ulong seed)
    {
        var program = Sample(seed, new());
        return ProgramCandidates.Of(program, Arguments).All(candidate => candidate.Count <= program.Count && !candidate.Equals(program));
    }

    [Property(MaxTest = 200)]
    public bool Without_two_operations_there_are_two_less_in_every_way_there_is(ulong seed)
    {
        var program = Sample(seed, new());
        var candidates = ProgramCandidates.WithoutTwo(program).ToList();
        return candidates.Count == program.Count * (program.Count - 1) / 2 && candidates.All(candidate =>
            candidate.Count == program.Count - 2 && candidate.Branches.All(branch => !branch.IsEmpty));
    }

    [Property(MaxTest = 200)]
    public bool Two_operations_of_a_kind_become_one_with_any_argument_of_that_kind(ulong seed)
    {
        var program = Sample(seed, new());
        var kinds = program.Commands.CountBy(Spec.KindOf).ToDictionary();
        return ProgramCandidates.Joined(program, Arguments).All(candidate =>
            candidate.Count == program.Count - 1
            && candidate.Commands.CountBy(Spec.KindOf).All(kind => kind.Value <= kinds[kind.Key])
            && candidate.Commands.Except(program.Commands).Count() <= 1);
    }

    [Property(MaxTest = 200)]
    public bool Shrinking_ends_whatever_fails(ulong seed)
    {
        // Everything fails: the first candidate is taken every time, to the empty program.
        var program = Sample(seed, new());
        var steps = 0;
        while (ProgramCandidates.Of(program, Arguments).FirstOrDefault() is { } smaller && steps < 1_000)
        {
            program = smaller;
            steps++;
        }

        return steps < 1_000 && program.Count == 0;
    }

    [Fact]
    public void Which_operation_and_which_argument_are_drawn_independently()
    {
        // One stream for both correlates them. 9 arguments for "add", each in a ninth of its calls, within five standard deviations.
        var adds = Many(5_000).SelectMany(program => program.Commands).Where(call => call.Name == "add").ToList();
        var expected = adds.Count / 9.0;
        var deviation = Math.Sqrt(expected * 8 / 9);
        Assert.All(adds.CountBy(call => (int)call.Argument!), count => Assert.InRange(count.Value, expected - (5 * deviation), expected + (5 * deviation)));
        Assert.Equal(9, adds.CountBy(call => (int)call.Argument!).Count());
    }

    [Fact]
    public void Programs_leave_operations_out_and_every_subset_of_two_or_more_occurs()
    {
        var subsets = Many(2_000)
            .Select(program => string.Join(' ', program.Commands.Select(call => call.Name).Distinct().Order(StringComparer.Ordinal)))
            .ToHashSet(StringComparer.Ordinal);
        Assert.Superset(new HashSet<string>(StringComparer.Ordinal) { "add increment", "add read", "increment read", "add increment read" }, subsets);
    }

    [Fact]
    public void An_operation_that_is_reserved_for_a_branch_stays_there_and_one_allowed_once_occurs_once()
    {
        CommandKind<string>[] kinds =
        [
            new("produce", typeof(string), _ => Gen.Constant("produce")) { OnlyBranch = 0 },
            new("consume", typeof(string), _ => Gen.Constant("consume")) { Weight = 3 },
        ];
        var programs = Gen.Sample(new ProgramGenerator<string>("roles", kinds).Generator(new()), 500, new Rnd(3), 30);
        Assert.All(programs, program => Assert.DoesNotContain("produce", program.Branches.Skip(1).SelectMany(branch => branch)));
        Assert.Contains(programs, program => program.Branches[0].Contains("produce"));

        CommandKind<object>[] once =
        [
            new("open", typeof(int), _ => Gen.Constant((object)1)) { AtMostOnce = true },
            new("read", typeof(string), _ => Gen.Constant((object)"read")),
        ];
        var opened = Gen.Sample(new ProgramGenerator<object>("once", once).Generator(new()), 500, new Rnd(3), 30);
        Assert.All(opened, program => Assert.InRange(program.Commands.Count(command => command is int), 0, 1));
        Assert.Contains(opened, program => program.Commands.Any(command => command is int));
    }

    [Property(MaxTest = 100)]
    public bool A_program_round_trips_through_its_file_form(ulong seed)
    {
        var json = Spec.CreateJson();
        var program = Sample(seed, new());
        return json.ReadProgram(System.Text.Json.Nodes.JsonNode.Parse(json.WriteProgram(program).ToJsonString())).Equals(program);
    }

    private static Program<Call> Sample(ulong seed, ProgramSize size) => Gen.Sample(Generator.Generator(size), 1, new Rnd(seed), 50)[0];

    private static Program<Call>[] Many(int count) => Gen.Sample(Generator.Generator(new()), count, new Rnd(7), 50);
}
