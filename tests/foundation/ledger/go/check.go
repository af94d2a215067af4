// Checks a log that lies in a folder of static files, as C2SP tlog-tiles lays it out.
//
// It shares nothing with the log but the published formats: golang.org/x/mod/sumdb, which checks the checksum database of
// Go itself, opens the checkpoint (note) and hashes, proves and checks (tlog). `key` holds the public keys, one a line.
// Where there is a folder `proofs`, what lies in it is checked too: N.tlog-proof with N.entry, and N.add-checkpoint.
// Prints what held. The first thing that does not ends it with exit code 1.
package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func main() {
	log := openLog(os.Args[1])
	tiles := log.checkTiles()
	log.checkOwnProofs()
	inclusions := log.each("*.tlog-proof", log.checkInclusion)
	growths := log.each("*.add-checkpoint", log.checkGrowth)
	fmt.Printf("size %d, tiles %d, inclusions %d, growths %d\n", log.tree.N, tiles, inclusions, growths)
}

type Log struct {
	folder string
	keys   note.Verifiers
	tree   tlog.Tree
	hashes tlog.HashReader // believes a tile only when it leads to the root of the checkpoint
}

func openLog(folder string) *Log {
	log := &Log{folder: folder}
	var keys []note.Verifier
	for _, line := range strings.Fields(string(log.read("key"))) {
		// Keys of witnesses are of a type this package does not know.
		if key, err := note.NewVerifier(line); err == nil {
			keys = append(keys, key)
		}
	}
	log.keys = note.VerifierList(keys...)
	log.tree = log.open(log.read("checkpoint"))
	log.hashes = tlog.TileHashReader(log.tree, log)
	return log
}

// open verifies a checkpoint. Its first line names the log; the reader of trees insists on that of the checksum database.
func (log *Log) open(checkpoint []byte) tlog.Tree {
	opened, err := note.Open(checkpoint, log.keys)
	must(err, "the checkpoint")
	_, lines, _ := strings.Cut(opened.Text, "\n")
	tree, err := tlog.ParseTree([]byte("go.sum database tree\n" + lines))
	must(err, "the text of the checkpoint")
	return tree
}

// checkTiles compares every tile of the tree with what its authenticated hashes give.
func (log *Log) checkTiles() int {
	root, err := tlog.TreeHash(log.tree.N, log.hashes)
	must(err, "the root")
	require(root == log.tree.Hash, "the tiles lead to another root")
	checked := 0
	for level, width := 0, log.tree.N; width > 0; level, width = level+1, width>>8 {
		for index := int64(0); index<<8 < width; index++ {
			tile := tlog.Tile{H: log.Height(), L: level, N: index, W: int(smaller(width-index<<8, 256))}
			expected, err := tlog.ReadTileData(tile, log.hashes)
			must(err, path(tile))
			require(bytes.Equal(expected, log.read(path(tile))), path(tile)+" was changed")
			checked++
		}
	}
	return checked
}

// checkOwnProofs makes proofs from the tiles and checks them.
func (log *Log) checkOwnProofs() {
	for _, index := range []int64{0, log.tree.N / 3, log.tree.N / 2, log.tree.N - 1} {
		proof, err := tlog.ProveRecord(log.tree.N, index, log.hashes)
		must(err, "a proof of inclusion")
		leaf, err := log.hashes.ReadHashes([]int64{tlog.StoredHashIndex(0, index)})
		must(err, "a leaf")
		must(tlog.CheckRecord(proof, log.tree.N, log.tree.Hash, index, leaf[0]), "a proof of inclusion")

		proofOfGrowth, err := tlog.ProveTree(log.tree.N, index+1, log.hashes)
		must(err, "a proof of growth")
		log.checkTree(tlog.TreeProof(proofOfGrowth), log.tree, index+1)
	}
}

// checkInclusion checks a file as C2SP tlog-proof describes it.
func (log *Log) checkInclusion(name string) {
	lines, checkpoint := parts(log.read(name))
	require(lines[0] == "c2sp.org/tlog-proof@v1", "another kind of proof")
	tree := log.open(checkpoint)
	entry := log.read(strings.TrimSuffix(name, ".tlog-proof") + ".entry")
	index := number(strings.TrimPrefix(lines[1], "index "))
	must(tlog.CheckRecord(hashes(lines[2:]), tree.N, tree.Hash, index, tlog.RecordHash(entry)), name)
}

// checkGrowth checks what a log sends to a witness, C2SP tlog-witness.
func (log *Log) checkGrowth(name string) {
	lines, checkpoint := parts(log.read(name))
	log.checkTree(tlog.TreeProof(hashes(lines[1:])), log.open(checkpoint), number(strings.TrimPrefix(lines[0], "old ")))
}

func (log *Log) checkTree(proof tlog.TreeProof, tree tlog.Tree, size int64) {
	old, err := tlog.TreeHash(size, log.hashes)
	must(err, "an earlier root")
	must(tlog.CheckTree(proof, tree.N, tree.Hash, size, old), fmt.Sprintf("the growth from %d", size))
}

// Height, ReadTiles and SaveTiles make the folder a tlog.TileReader.
func (log *Log) Height() int { return 8 }

func (log *Log) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var found [][]byte
	for _, tile := range tiles {
		content, err := os.ReadFile(filepath.Join(log.folder, path(tile)))
		if err != nil {
			return nil, err
		}
		found = append(found, content)
	}
	return found, nil
}

func (log *Log) SaveTiles([]tlog.Tile, [][]byte) {}

// path leaves out the height, which is 8 in every tlog-tiles log.
func path(tile tlog.Tile) string {
	return strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
}

func (log *Log) each(pattern string, check func(string)) int {
	found, err := filepath.Glob(filepath.Join(log.folder, "proofs", pattern))
	must(err, pattern)
	for _, name := range found {
		check(filepath.Join("proofs", filepath.Base(name)))
	}
	return len(found)
}

func (log *Log) read(name string) []byte {
	content, err := os.ReadFile(filepath.Join(log.folder, name))
	must(err, name)
	return content
}

// parts are the lines before the first empty line, and the checkpoint behind it.
func parts(content []byte) ([]string, []byte) {
	head, checkpoint, _ := bytes.Cut(content, []byte("\n\n"))
	return strings.Split(string(head), "\n"), checkpoint
}

func hashes(lines []string) tlog.RecordProof {
	var found tlog.RecordProof
	for _, line := range lines {
		hash, err := tlog.ParseHash(line)
		must(err, "a hash")
		found = append(found, hash)
	}
	return found
}

func smaller(one, other int64) int64 {
	if one < other {
		return one
	}
	return other
}

func number(text string) int64 {
	found, err := strconv.ParseInt(text, 10, 64)
	must(err, "a number")
	return found
}

func must(err error, what string) {
	if err != nil {
		require(false, what+": "+err.Error())
	}
}

func require(holds bool, sentence string) {
	if !holds {
		fmt.Fprintln(os.Stderr, sentence)
		os.Exit(1)
	}
}
