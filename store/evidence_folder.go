package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// FolderLimit is how many files a folder of evidence may hold: each becomes an
// entry.
const FolderLimit = 200

// FilesIn puts the files of a folder, and of those below it, in its place. What is
// no file there, such as a link or a socket, is refused and not left out in silence.
func FilesIn(paths []string) (files []string, err error) {
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil || !info.IsDir() {
			files = append(files, path) // Attach says what is wrong with it
			continue
		}
		in, err := filesBelow(path)
		if err != nil {
			return nil, fmt.Errorf("the folder %s: %w. Nothing was recorded", path, err)
		}
		files = append(files, in...)
	}
	return files, nil
}

func filesBelow(folder string) (files []string, err error) {
	err = filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil || entry.IsDir():
			return err
		case !entry.Type().IsRegular():
			return fmt.Errorf("the path %s is no file: name the files one by one, or pack the folder with tar and attach that", path)
		case len(files) == FolderLimit:
			return fmt.Errorf("more than %d files are in it: pack it with tar and attach that", FolderLimit)
		}
		files = append(files, path)
		return nil
	})
	if err == nil && len(files) == 0 {
		err = errors.New("no file is in it")
	}
	return files, err
}
